-- PATCH /v1/resources/{id}
--
-- Its calendar is locked: nobody takes a seat that is going, or books it where it no longer is,
-- while that is looked at. Seats are numbered, and those that go are the last.
--
-- Fails with  KA001  not-signed-in
--             KC021  seats-in-use
--             KC022  resource-in-use
--             KF001  forbidden
--             KN005  resource-not-found
--             KN006  location-not-found

create function api.update_resource(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_location_id uuid default null,
    p_kind data.resource_kind default null,
    p_name data.short_text default null,
    p_description data.long_text default null,
    p_user_id uuid default null,
    p_seats data.seat_count default null,
    p_max_party_size data.seat_count default null,
    p_max_per_day data.seat_count default null,
    p_always_open boolean default null,
    p_is_public boolean default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_resource data.resources;
    v_freed_ids uuid[];
    v_locked_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_freed_ids := private.freed_by(p_tenant_id, array[p_resource_id]);
    v_locked_ids := private.around_freed(p_tenant_id, v_freed_ids) || p_resource_id;

    if p_user_id is not null or p_clear ? 'user_id' then
        perform private.lock_people(p_tenant_id, r.user_id, p_user_id, v_locked_ids)
        from data.resources as r
        where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id;
    end if;

    perform private.lock_resources(p_tenant_id, '{}', v_locked_ids);
    v_resource := private.require_resource(p_tenant_id, p_resource_id, true);

    if p_location_id <> v_resource.location_id then
        perform private.require_location(p_tenant_id, p_location_id, true);

        if private.is_in_use(p_tenant_id, p_resource_id) then
            raise exception using
                errcode = 'KC022',
                message = 'It has bookings to come where it is.',
                column = 'location_id';
        end if;
    end if;

    if p_seats < v_resource.seats
        and private.is_in_use(p_tenant_id, p_resource_id, p_seats)
    then
        raise exception using
            errcode = 'KC021',
            message = format('Bookings to come have seats above number %s.', p_seats),
            column = 'seats';
    end if;

    update data.resources
    set
        location_id = private.patched(p_clear, 'location_id', p_location_id, location_id),
        kind = private.patched(p_clear, 'kind', p_kind, kind),
        name = private.patched(p_clear, 'name', p_name, name),
        description = private.patched(p_clear, 'description', p_description, description),
        user_id = private.patched(p_clear, 'user_id', p_user_id, user_id),
        seats = private.patched(p_clear, 'seats', p_seats, seats),
        max_party_size = private.patched(
            p_clear, 'max_party_size', p_max_party_size, max_party_size
        ),
        max_per_day = private.patched(p_clear, 'max_per_day', p_max_per_day, max_per_day),
        always_open = private.patched(p_clear, 'always_open', p_always_open, always_open),
        is_public = private.patched(p_clear, 'is_public', p_is_public, is_public)
    where tenant_id = p_tenant_id and resource_id = p_resource_id
    returning * into v_resource;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.resource_json(v_resource);
end;
$$;

comment on function api.update_resource is
    'Change what is known of a person, a room, a piece of equipment or a table.

Seats that bookings to come sit in stay, and with bookings to come it stays where it is.

Answers resource.';

alter function api.update_resource owner to holdfast_api;
grant execute on function api.update_resource to holdfast_web, holdfast_person;
