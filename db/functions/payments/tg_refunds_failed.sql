-- Money that should have gone back and did not: the owners are told, whichever door that came
-- through. Customers who wait for it are told as well (private.customer_notice).

create function private.tg_refunds_failed() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.write_to_owners(
        new.tenant_id,
        'refund_failed',
        private.money_words(private.payment_of(new)) || jsonb_strip_nulls(jsonb_build_object(
            'amount', to_jsonb(row(new.amount_minor, new.currency)::api.money),
            'why', new.last_error
        ))
    );

    return null;
end;
$$;

comment on function private.tg_refunds_failed is
    'Tell the owners of money that did not go back.';

create trigger _800_failed after update of status on data.refunds
for each row when (new.status = 'failed' and old.status <> 'failed')
execute function private.tg_refunds_failed();
