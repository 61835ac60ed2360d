-- What Stripe is to be asked, as things are now; why not, if there is nothing to ask any more.

create function private.stripe_details(p_delivery data.deliveries) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select case p_delivery.kind
        when 'account.fetch' then private.account_details(p_delivery)
        when 'checkout.expire' then private.expire_details(p_delivery)
        when 'fee.charge' then private.fee_details(p_delivery)
        when 'refund.create' then private.refund_details(p_delivery)
        when 'transactions.fetch' then private.transactions_details(p_delivery)
    end;
$$;

comment on function private.stripe_details is 'What Stripe is to be asked.';

grant execute on function private.stripe_details to holdfast_api;
