-- POST /v1/bookings/{id}/payments
--
-- Recorded by whoever took the money: before the visit, at it, or after. A hold that somebody pays
-- for on site is confirmed, as if they had confirmed it. Pages on which the same could be paid
-- online are closed.
--
-- Fails with  KA001  not-signed-in
--             KC002  wrong-state
--             KC003  hold-expired
--             KC122  nothing-to-pay
--             KC150  more-than-due
--             KC152  tips-off
--             KF001  forbidden
--             KN003  booking-not-found
--             KP001  version-conflict
--             KV003  idempotency-mismatch
--             KV022  money-invalid

create function api.create_payment(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_method data.on_site_method,
    p_amount jsonb,
    p_tip jsonb default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_amount bigint;
    v_tip bigint;
    v_answer jsonb;
    v_booking data.bookings;
    v_payment data.payments;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);
    v_amount := coalesce(private.money_of(p_tenant_id, p_amount, 'amount'), 0);
    v_tip := coalesce(private.money_of(p_tenant_id, p_tip, 'tip'), 0);
    perform private.require_tips(p_tenant_id, v_tip);

    if v_amount > 0 or v_tip = 0 then
        perform private.require_payable(v_booking);
    end if;

    if v_amount > private.left_to_pay(v_booking) then
        raise exception using
            errcode = 'KC150',
            message = format(
                'Only %s %s are left to pay.',
                private.left_to_pay(v_booking), v_booking.currency
            ),
            column = 'amount';
    end if;

    v_payment := private.record_payment(v_booking, p_method, v_amount, v_tip);

    return private.remember(p_tenant_id, 'staff', private.payment_receipt_json(v_payment));
end;
$$;

comment on function api.create_payment is
    'Record that something was paid on site for a booking.

amount is what was paid for the booking, at most what is left to pay; tip is what was given on top.
Staff record it for the visits that they lead, owners and managers for all.

Answers payment_receipt.';

alter function api.create_payment owner to holdfast_api;
grant execute on function api.create_payment to holdfast_web, holdfast_person;
