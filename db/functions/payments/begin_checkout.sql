-- POST /v1/tenants/{slug}/bookings/{id}/checkout
-- POST /v1/bookings/{id}/checkout
--
-- The payment is written down before Stripe is asked, and its id is what Stripe is asked by: who
-- asks again, or dies in between and comes again, gets the same page. With another tip, amount or
-- part it is another payment; the page of the one before is closed. A fee that could not be charged
-- comes before anything else, and has no tip. This says what Stripe is to be asked; what clients
-- are told is what api.note_checkout answers.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KV003  idempotency-mismatch
--             KC121  payments-unavailable
--             KC122  nothing-to-pay
--             KC152  tips-off
--             KC124  not-payable-online
--             and what private.require_payable says: KC002, KC003

create function api.begin_checkout(
    p_tenant_id uuid,
    p_booking_id uuid,
    p_tip_minor data.minor_units default 0
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
    v_account data.payment_accounts;
    v_open data.payments;
    v_payment data.payments;
    v_part text;
    v_due bigint;
    v_tip bigint := p_tip_minor;
begin
    v_booking := private.require_booking(p_tenant_id, p_booking_id, v_answer is null);

    if v_answer is not null then
        return v_answer;
    end if;

    v_account := private.require_payment_account(p_tenant_id);
    v_due := private.fee_due(v_booking);

    if v_due > 0 then
        v_part := 'fee';
        v_tip := 0;
    else
        perform private.require_payable(v_booking);
        perform private.require_tips(p_tenant_id, v_tip);
        v_part := private.part_due(v_booking);
        v_due := private.amount_due(v_booking);

        if not private.fits_online(v_booking.currency, v_due, 0) then
            raise exception using
                errcode = 'KC124',
                message = format(
                    'So little, or %s, cannot be paid online. Pay on site.', v_booking.currency
                );
        end if;
    end if;

    -- A booking has one page, whichever part of it that is for.
    for v_open in
        select *
        from data.payments
        where
            tenant_id = p_tenant_id
            and booking_id = p_booking_id
            and (part = 'fee') = (v_part = 'fee')
            and method = 'stripe'
            and status in ('pending', 'processing')
        order by payment_id
        for no key update
    loop
        if v_open.status = 'processing' then
            raise exception using
                errcode = 'KC122',
                message = 'It is being paid: the bank takes its time.';
        end if;

        if v_open.part = v_part
            and v_open.amount_minor = v_due + v_tip
            and v_open.tip_minor = v_tip
            and v_open.account_id = v_account.account_id
            and v_open.session_expires_at >= clock_timestamp() + interval '2 minutes'
        then
            v_payment := v_open;
        else
            update data.payments
            set status = 'cancelled'
            where tenant_id = p_tenant_id and payment_id = v_open.payment_id;
        end if;
    end loop;

    if v_payment.payment_id is null then
        v_payment.tenant_id := p_tenant_id;
        v_payment.booking_id := p_booking_id;
        v_payment.part := v_part;
        v_payment.method := 'stripe';
        v_payment.status := 'pending';
        v_payment.tip_minor := v_tip;
        v_payment.amount_minor := v_due + v_tip;
        v_payment.currency := v_booking.currency;
        v_payment.account_id := v_account.account_id;
        v_payment.application_fee_minor := private.application_fee(
            v_account, v_payment.amount_minor
        );
        -- Stripe wants half an hour at least, which outlives most holds.
        v_payment.session_expires_at := date_trunc(
            'second', greatest(private.lapses_at(v_booking), clock_timestamp())
        ) + interval '31 minutes';
        v_payment.payment_id := uuidv7();

        v_answer := private.ask_checkout(
            v_payment,
            case v_part
                when 'fee' then array[row('fee', v_due, null)::private.payment_line]
                else private.lines_due(v_booking, v_tip)
            end,
            private.booking_for(v_booking)
        );
    else
        v_answer := private.checkout_request_json(v_payment, private.booking_for(v_booking));
    end if;

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.begin_checkout is
    'Have a booking paid online.

tip_minor is what is given on top, in minor units.

Answers checkout.';

alter function api.begin_checkout owner to holdfast_api;
grant execute on function api.begin_checkout to holdfast_web;
