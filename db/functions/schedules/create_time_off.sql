-- POST /v1/time-off
--
-- Owners and managers say it for anybody, staff for themselves.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC030  bookings-in-the-way
--             KN005  resource-not-found
--             KV003  idempotency-mismatch
--             KV030  span-invalid

create function api.create_time_off(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_starts_at data.instant,
    p_ends_at data.instant,
    p_reason data.short_text default null,
    p_keep_bookings boolean default false
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_time_off data.time_off;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_time_off.starts_at := p_starts_at;
    v_time_off.ends_at := p_ends_at;
    perform private.require_span(v_time_off.starts_at, v_time_off.ends_at, '366 days');
    perform private.require_resource(p_tenant_id, p_resource_id, true);
    perform private.require_own_calendar(p_tenant_id, p_resource_id);

    if not p_keep_bookings then
        perform private.require_no_bookings(p_tenant_id, private.bookings_during(
            p_tenant_id, array[p_resource_id], v_time_off.starts_at, v_time_off.ends_at
        ));
    end if;

    insert into data.time_off (tenant_id, resource_id, starts_at, ends_at, reason)
    values (p_tenant_id, p_resource_id, v_time_off.starts_at, v_time_off.ends_at, p_reason)
    returning * into v_time_off;

    return private.remember(p_tenant_id, 'staff', private.time_off_json(v_time_off));
end;
$$;

comment on function api.create_time_off is
    'Say when a resource does not work: leave, a repair, lunch.

If bookings stand in that time, it is refused with 409 bookings-in-the-way and the first 50 of
them; with keep_bookings they stay as they are.

Answers time_off.';

alter function api.create_time_off owner to holdfast_api;
grant execute on function api.create_time_off to holdfast_web, holdfast_person;
