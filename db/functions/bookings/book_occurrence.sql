-- Books, or moves, one booking of a series and says how that went, as JSON. If it cannot be had,
-- nothing of it is left. All that it may touch is locked.
--
-- Fails with  KC001  slot-taken (to itself alone)
--             KL001  too-many-holds

create function private.book_occurrence(
    p_booking data.bookings,
    p_offers private.offer[],
    p_as_customer boolean
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_window constant record := private.booking_window(p_offers[1], p_as_customer);
    v_booking data.bookings;
    v_reasons jsonb := '[]';
begin
    begin
        if p_as_customer then
            perform private.require_customer_limits(p_booking, p_offers);
        end if;

        v_booking := private.take_slot(
            p_booking, p_offers, v_window.earliest, v_window.latest, p_as_customer
        );

        if v_booking.booking_id is null then
            raise exception using errcode = 'KC001', message = 'That time is taken.';
        end if;
    exception
        when sqlstate 'KC001' then
            -- Of two hundred leads twenty speak for all: there may be a hundred occurrences.
            v_reasons := private.reasons_against(
                p_booking, p_offers[1:20], v_window.earliest, v_window.latest, p_as_customer
            );
        when sqlstate 'KV015' then
            v_reasons := jsonb_build_array(
                to_jsonb(row('customer-limit', null, null)::api.reason)
            );
    end;

    return to_jsonb(row(
        private.utc(p_booking.starts_at),
        private.utc(coalesce(v_booking.ends_at, p_booking.starts_at + (p_offers[1]).duration)),
        v_booking.booking_id is not null,
        v_booking.resource_id,
        case
            when v_booking.booking_id is not null
                then row(v_booking.price_minor, v_booking.currency)::api.money
        end,
        null,
        null
    )::api.occurrence) || jsonb_build_object('reasons', v_reasons, 'alternatives', '[]'::jsonb);
end;
$$;

comment on function private.book_occurrence is 'Book, or move, one booking of a series.';

grant execute on function private.book_occurrence to holdfast_api;
