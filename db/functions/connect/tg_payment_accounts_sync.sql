-- What is told of an account may be missed: from when there is one, Stripe is asked for it now and
-- then (private.due_stripe_syncs).

create function private.tg_payment_accounts_sync() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.stripe_syncs (tenant_id)
    values (new.tenant_id)
    on conflict (tenant_id) do nothing;

    return null;
end;
$$;

comment on function private.tg_payment_accounts_sync is
    'Have what is told of an account looked for.';

create trigger _200_sync after insert or update of account_id on data.payment_accounts
for each row when (new.account_id is not null)
execute function private.tg_payment_accounts_sync();
