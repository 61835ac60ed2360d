-- What Stripe answered when it was asked for something. It names what it made, which events are
-- found by; what became of it, events say. What it refuses for good is over.

create function private.heed_stripe(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries;
begin
    select *
    into v_delivery
    from data.deliveries
    where tenant_id = p_delivery.tenant_id and delivery_id = p_delivery.delivery_id;

    case p_delivery.kind
        when 'account.fetch' then perform private.heed_account(v_delivery, p_outcome);
        when 'fee.charge' then perform private.heed_fee(v_delivery, p_outcome);
        when 'refund.create' then perform private.heed_refund_asked(v_delivery, p_outcome);
        when 'transactions.fetch' then perform private.heed_transactions(v_delivery, p_outcome);
        else null;
    end case;
end;
$$;

comment on function private.heed_stripe is 'Heed what Stripe answered.';

grant execute on function private.heed_stripe to holdfast_api;
