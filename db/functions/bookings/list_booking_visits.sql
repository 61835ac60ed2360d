-- GET /v1/tenants/{slug}/bookings/{id}/visits
--
-- Whoever may see one booking of a series sees when the others are that are to come: a notice of
-- all of them has the token of one. To do anything with another takes that one's token, or the
-- series'. A series is short: there are never more than fit an answer.
--
-- Fails with  KN003  booking-not-found

create function api.list_booking_visits(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_booking constant data.bookings := private.require_booking(p_tenant_id, p_booking_id, false);
begin
    return jsonb_build_object(
        'items', (
            select coalesce(
                jsonb_agg(
                    row(
                        private.status_of(b),
                        private.utc((b).starts_at),
                        private.utc((b).ends_at),
                        (b).time_zone
                    )::api.visit
                    order by (b).starts_at, (b).booking_id
                ),
                '[]'
            )
            from unnest(private.bookings_to_come(p_tenant_id, v_booking.series_id)) as b
            where (b).booking_id <> p_booking_id and (b).customer_id = v_booking.customer_id
        ),
        'next_cursor', null
    );
end;
$$;

comment on function api.list_booking_visits is
    'When the other visits are that are to come of the series a booking is of.

For whoever may see the booking. Of a booking of no series there are none.

Answers a page of visit.';

alter function api.list_booking_visits owner to holdfast_api;
grant execute on function api.list_booking_visits to holdfast_web, holdfast_person;
