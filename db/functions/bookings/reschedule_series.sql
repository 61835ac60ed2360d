-- POST /v1/tenants/{slug}/series/{id}/reschedule
-- POST /v1/series/{id}/reschedule
--
-- What is locked is read again under the locks; what has begun or ended stays as it is.
--
-- Fails with  KN002  service-not-found
--             KN003  booking-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN011  series-not-found
--             KC002  wrong-state
--             KC040  series-conflict
--             KC041  series-over
--             KV003  idempotency-mismatch
--             KV016  too-late-to-reschedule
--             KV018  other-terms

create function api.reschedule_series(
    p_tenant_id uuid,
    p_series_id uuid,
    p_starts_at data.instant,
    p_from_booking_id uuid default null,
    p_resource_id uuid default null,
    p_mode data.series_mode default 'all_or_nothing'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'series:' || p_series_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_series constant data.series := private.require_series(p_tenant_id, p_series_id);
    v_freed_ids uuid[];
    v_occurrences jsonb;
begin
    if v_answer is not null then
        return v_answer;
    end if;

    v_freed_ids := private.lock_series_to_move(v_series, p_from_booking_id, p_resource_id);
    v_occurrences := private.move_series(
        private.lock_bookings_to_come(p_tenant_id, p_series_id, p_from_booking_id),
        p_starts_at::timestamptz,
        p_from_booking_id,
        p_resource_id,
        p_mode
    );

    if not private.fits_mode(v_occurrences, p_mode) then
        perform private.refuse_series(v_occurrences);
    end if;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
    perform private.record_event(
        p_tenant_id,
        'series.rescheduled',
        p_series_id,
        null,
        jsonb_build_object('from_booking_id', p_from_booking_id)
    );

    v_answer := private.series_json(v_series)
        || jsonb_build_object('skipped', private.conflicts_of(v_occurrences));

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.reschedule_series is
    'Move what is still to come of a series: all of it, or one booking and those after it.

The first of them moves to starts_at, and the others by as much on the clock on the wall: from ten to
eleven stays eleven when the clocks change. The modes are those of making a series; what cannot move
stays where it is.

Answers series.';

alter function api.reschedule_series owner to holdfast_api;
grant execute on function api.reschedule_series to holdfast_web, holdfast_person;
