-- POST /v1/closures
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC030  bookings-in-the-way
--             KN006  location-not-found
--             KV003  idempotency-mismatch
--             KV030  span-invalid

create function api.create_closure(
    p_tenant_id uuid,
    p_location_id uuid,
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
    v_resource_ids uuid[];
    v_closure data.closures;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_closure.starts_at := p_starts_at;
    v_closure.ends_at := p_ends_at;
    perform private.require_span(v_closure.starts_at, v_closure.ends_at, '366 days');

    perform
    from data.locations
    where tenant_id = p_tenant_id and location_id = p_location_id and archived_at is null;

    if not found then
        raise exception using
            errcode = 'KN006',
            message = 'There is no such location.',
            column = 'location_id';
    end if;

    v_resource_ids := (private.lock_location(p_tenant_id, p_location_id, false)).resource_ids;

    if not p_keep_bookings then
        perform private.require_no_bookings(p_tenant_id, private.bookings_during(
            p_tenant_id, v_resource_ids, v_closure.starts_at, v_closure.ends_at
        ));
    end if;

    insert into data.closures (tenant_id, location_id, starts_at, ends_at, reason)
    values (p_tenant_id, p_location_id, v_closure.starts_at, v_closure.ends_at, p_reason)
    returning * into v_closure;

    return private.remember(p_tenant_id, 'staff', private.closure_json(v_closure));
end;
$$;

comment on function api.create_closure is
    'Say when a whole location is shut: a holiday, a leak.

If bookings stand in that time, it is refused with 409 bookings-in-the-way and the first 50 of
them; with keep_bookings they stay as they are.

Answers closure.';

alter function api.create_closure owner to holdfast_api;
grant execute on function api.create_closure to holdfast_web, holdfast_person;
