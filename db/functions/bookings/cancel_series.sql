-- POST /v1/tenants/{slug}/series/{id}/cancel
-- POST /v1/series/{id}/cancel
--
-- Fails with  KN003  booking-not-found
--             KN011  series-not-found
--             KC041  series-over
--             KV003  idempotency-mismatch
--             and what private.call_off says: KC002, KF001, KV017

create function api.cancel_series(
    p_tenant_id uuid,
    p_series_id uuid,
    p_from_booking_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'series:' || p_series_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_series constant data.series := private.require_series(p_tenant_id, p_series_id);
    v_booking data.bookings;
    v_freed_ids uuid[];
begin
    if v_answer is not null then
        return v_answer;
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, '{}', array(
        select (b).booking_id
        from unnest(private.bookings_to_come(p_tenant_id, p_series_id, p_from_booking_id)) as b
    ));

    foreach v_booking in array private.lock_bookings_to_come(
        p_tenant_id, p_series_id, p_from_booking_id
    ) loop
        perform private.call_off(v_booking, private.is_guest());
    end loop;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
    perform private.record_event(
        p_tenant_id,
        'series.cancelled',
        p_series_id,
        null,
        jsonb_build_object('from_booking_id', p_from_booking_id)
    );

    return private.remember(p_tenant_id, v_caller, private.series_json(v_series));
end;
$$;

comment on function api.cancel_series is
    'Cancel what is still to come of a series: all of it, or one booking and those after it.

All of these or none: if it is too late for one of them, nothing is cancelled.

Answers series.';

alter function api.cancel_series owner to holdfast_api;
grant execute on function api.cancel_series to holdfast_web, holdfast_person;
