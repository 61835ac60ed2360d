-- Of what Stripe is asked what moved on the balance: of a payment, a refund, a dispute or a payout.

create function private.transactions_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_object_id constant uuid := (p_delivery.data ->> 'object_id')::uuid;
    v_account_id text := (
        select a.account_id
        from data.payment_accounts as a
        where a.tenant_id = p_delivery.tenant_id
    );
    v_id text;
begin
    case p_delivery.data ->> 'of'
        when 'payment' then
            select coalesce(p.charge_id, p.intent_id), p.account_id
            into v_id, v_account_id
            from data.payments as p
            where p.tenant_id = p_delivery.tenant_id and p.payment_id = v_object_id;
        when 'refund' then
            select r.stripe_id, p.account_id
            into v_id, v_account_id
            from data.refunds as r
            join data.payments as p
                on p.tenant_id = p_delivery.tenant_id and p.payment_id = r.payment_id
            where r.tenant_id = p_delivery.tenant_id and r.refund_id = v_object_id;
        when 'payout' then
            select p.stripe_id
            into v_id
            from data.payouts as p
            where p.tenant_id = p_delivery.tenant_id and p.payout_id = v_object_id;
        else
            select d.stripe_id, p.account_id
            into v_id, v_account_id
            from data.disputes as d
            join data.payments as p
                on p.tenant_id = p_delivery.tenant_id and p.payment_id = d.payment_id
            where d.tenant_id = p_delivery.tenant_id and d.dispute_id = v_object_id;
    end case;

    if v_id is null or v_account_id is null then
        return private.skipped('It moved nothing with Stripe.');
    end if;

    return jsonb_build_object('account_id', v_account_id, 'id', v_id);
end;
$$;

comment on function private.transactions_details is
    'Of what Stripe is asked what moved on the balance.';

grant execute on function private.transactions_details to holdfast_api;
