-- POST /v1/resources
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found
--             KV003  idempotency-mismatch

create function api.create_resource(
    p_tenant_id uuid,
    p_location_id uuid,
    p_kind data.resource_kind,
    p_name data.short_text,
    p_description data.long_text default null,
    p_user_id uuid default null,
    p_seats data.seat_count default 1,
    p_max_party_size data.seat_count default null,
    p_max_per_day data.seat_count default null,
    p_always_open boolean default false,
    p_is_public boolean default true
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_resource data.resources;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.lock_people(p_tenant_id, null, p_user_id, '{}');
    perform private.require_location(p_tenant_id, p_location_id, true);

    insert into data.resources (
        tenant_id, location_id, kind, name, description, user_id, seats, max_party_size,
        max_per_day, always_open, is_public
    )
    values (
        p_tenant_id, p_location_id, p_kind, p_name, p_description, p_user_id, p_seats,
        p_max_party_size, p_max_per_day, p_always_open, p_is_public
    )
    returning * into v_resource;

    return private.remember(p_tenant_id, 'staff', private.resource_json(v_resource));
end;
$$;

comment on function api.create_resource is
    'Add somebody or something that visits occupy.

It can be booked once a service names it and it has hours, or is always open. With user_id it is
that member, once at each location.

Answers resource.';

alter function api.create_resource owner to holdfast_api;
grant execute on function api.create_resource to holdfast_web, holdfast_person;
