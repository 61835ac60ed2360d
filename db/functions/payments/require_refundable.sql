-- Refuses to give so much of a payment, which is locked, back.
--
-- Fails with  KC123  refund-too-large
--             KC132  payment-disputed
--             KF130  refund-limit

create function private.require_refundable(p_payment data.payments, p_amount_minor bigint)
returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if private.is_disputed(p_payment) then
        raise exception using
            errcode = 'KC132',
            message = 'The customer''s bank asks it back: it decides.';
    end if;

    if p_amount_minor = 0 then
        raise exception using
            errcode = 'KC123',
            message = 'There is nothing left of the payment.';
    end if;

    if private.current_role_name() = 'staff' and p_amount_minor > (
        select t.staff_refund_limit_minor - coalesce(sum(r.amount_minor), 0)
        from data.tenants as t
        left join data.refunds as r
            on
                r.tenant_id = t.tenant_id
                and r.payment_id = p_payment.payment_id
                and r.reason = 'staff'
                and r.status not in ('failed', 'cancelled')
        where t.tenant_id = p_payment.tenant_id
        group by t.staff_refund_limit_minor
    ) then
        raise exception using
            errcode = 'KF130',
            message = 'That is more than staff may give back. Ask an owner or a manager.',
            column = 'amount';
    end if;
end;
$$;

comment on function private.require_refundable is
    'Raise unless the caller may give so much of a payment back.';

grant execute on function private.require_refundable to holdfast_api;
