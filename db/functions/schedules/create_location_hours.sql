-- POST /v1/locations/{id}/hours
--
-- As weekly hours of a resource do, they say how things are from now on: bookings that stand
-- outside them stay as they are. They matter to everything there that has none of its own.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found
--             KV003  idempotency-mismatch
--             KV030  span-invalid

create function api.create_location_hours(
    p_tenant_id uuid,
    p_location_id uuid,
    p_weekday data.weekday,
    p_opens_at time,
    p_closes_at time,
    p_valid_from data.local_date default null,
    p_valid_until data.local_date default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_hours data.location_hours;
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_hours_sane(p_opens_at, p_closes_at, p_valid_from, p_valid_until);
    v_freed_ids := (private.lock_location(p_tenant_id, p_location_id, true)).freed_ids;
    perform private.require_location(p_tenant_id, p_location_id, true);

    insert into data.location_hours (
        tenant_id, location_id, weekday, opens_at, closes_at, valid_from, valid_until
    )
    values (
        p_tenant_id, p_location_id, p_weekday, p_opens_at, p_closes_at, p_valid_from, p_valid_until
    )
    returning * into v_hours;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, 'staff', private.location_hours_json(v_hours));
end;
$$;

comment on function api.create_location_hours is
    'Say when a location is open on one day of every week.

People, rooms and tables there that have no weekly hours of their own work then. Times are on its
clock, to the minute; what closes before it opens closes on the next day. Bookings that exist stay
as they are.

Answers location_hours.';

alter function api.create_location_hours owner to holdfast_api;
grant execute on function api.create_location_hours to holdfast_web, holdfast_person;
