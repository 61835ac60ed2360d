-- GET /links/booking.ics
--
-- One booking, for whoever has no account and so no feed: the file that they put into their
-- calendar by hand. With the UID that e-mails have, so that either replaces the other.
--
-- Fails with  KN003  booking-not-found

create function api.get_booking_feed(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_booking constant data.bookings := private.require_booking(p_tenant_id, p_booking_id, false);
begin
    return to_jsonb(row(
        null, v_booking.time_zone, array[private.feed_event(v_booking, false)]
    )::api.feed_contents);
end;
$$;

comment on function api.get_booking_feed is
    'One booking as it stands in feeds.

Answers feed_contents.';

alter function api.get_booking_feed owner to holdfast_api;
grant execute on function api.get_booking_feed to holdfast_web;
