-- Pays a booking, which is its caller's to change, with what is there already: first what makes it
-- cost less, then a session, which is worth all that is left, then a gift card, then credit. If
-- nothing is due any more, a hold is confirmed, unless it wants a card still. A page of Stripe's
-- that is open for it is closed: it asks for too much now.
--
-- Fails with what private.require_proven, close_checkouts, redeem_reward, spend_session,
-- spend_card, spend_credit and require_card_wanted say

create function private.spend(
    p_booking data.bookings,
    p_means private.means,
    p_most bigint default null
) returns data.bookings
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_booking data.bookings := p_booking;
begin
    if p_means.use_package or p_means.use_credit or p_means.reward_id is not null then
        perform private.require_proven(p_booking.tenant_id, p_booking.customer_id);
    end if;

    perform private.close_checkouts(p_booking);

    if p_means.reward_id is not null then
        v_booking := private.redeem_reward(v_booking, p_means.reward_id);
    end if;

    if p_means.use_package and private.left_to_pay(v_booking) > 0 then
        v_booking := private.spend_session(v_booking);
    end if;

    if p_means.gift_card_code is not null and private.left_to_pay(v_booking) > 0 then
        perform private.spend_card(v_booking, p_means.gift_card_code, p_most);
    end if;

    if p_means.use_credit and private.left_to_pay(v_booking) > 0 then
        perform private.spend_credit(v_booking, p_most);
    end if;

    if v_booking.status = 'held' and private.amount_due(v_booking) > 0 then
        null;
    elsif v_booking.status = 'held'
        and v_booking.card_required
        and not private.has_role('{owner,manager,staff}')
        and (private.card_of(v_booking)).card_id is null
    then
        -- What is offered from the waitlist is accepted before it waits for anything.
        perform private.require_card_wanted(v_booking);
        perform private.note_payment_status(v_booking);
    else
        perform private.confirm_paid(v_booking);
    end if;

    perform private.keep_invoiced(p_booking.tenant_id, p_booking.booking_id);

    select *
    into v_booking
    from data.bookings
    where tenant_id = p_booking.tenant_id and booking_id = p_booking.booking_id;

    return v_booking;
end;
$$;

comment on function private.spend is 'Pay a booking with what is there already.';

grant execute on function private.spend to holdfast_api;
