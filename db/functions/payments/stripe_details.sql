-- What Stripe is to be asked, as things are now; why not, if there is nothing to ask any more. On
-- an account that we are not let into any more, it will not do it.

create function private.stripe_details(p_delivery data.deliveries) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select d.said || case
        when private.is_disconnected(p_delivery.tenant_id, d.said ->> 'account_id')
            then '{"is_disconnected": true}'::jsonb
        else '{}'
    end
    from (
        select case p_delivery.kind
            when 'account.fetch' then private.account_details(p_delivery)
            when 'checkout.expire' then private.expire_details(p_delivery)
            when 'fee.charge' then private.fee_details(p_delivery)
            when 'refund.create' then private.refund_details(p_delivery)
            when 'subscription.change' then private.subscription_change_details(p_delivery)
            when 'subscription.close' then private.subscription_close_details(p_delivery)
            when 'subscription.end' then private.subscription_end_details(p_delivery)
            when 'transactions.fetch' then private.transactions_details(p_delivery)
        end as said
    ) as d;
$$;

comment on function private.stripe_details is 'What Stripe is to be asked.';

grant execute on function private.stripe_details to holdfast_api;
