-- Refuses to ask a card for what is not there, or only offered.
--
-- Fails with  KC002  wrong-state
--             KC003  hold-expired

create function private.require_card_wanted(p_booking data.bookings) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_status constant text := private.status_of(p_booking);
begin
    if v_status = 'expired' then
        raise exception using
            errcode = 'KC003',
            message = 'The hold has run out.';
    end if;

    if v_status not in ('held', 'pending', 'confirmed') or exists (
        select
        from data.waitlist as w
        where
            w.tenant_id = p_booking.tenant_id
            and w.booking_id = p_booking.booking_id
            and w.status = 'offered'
    ) then
        raise exception using
            errcode = 'KC002',
            message = format('A booking that is %s wants no card.', v_status),
            column = 'status';
    end if;
end;
$$;

comment on function private.require_card_wanted is 'Raise unless a booking may have a card.';

grant execute on function private.require_card_wanted to holdfast_api;
