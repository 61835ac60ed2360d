-- PATCH /v1/locations/{id}
--
-- Another clock means other working hours, so the calendars of the location are locked then.
-- Bookings that exist keep their moment, and the zone that they were made with.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found

create function api.update_location(
    p_tenant_id uuid,
    p_location_id uuid,
    p_name data.short_text default null,
    p_address data.long_text default null,
    p_time_zone data.time_zone default null,
    p_latitude data.latitude default null,
    p_longitude data.longitude default null,
    p_tax_name data.short_text default null,
    p_tax_number data.short_text default null,
    p_tax_basis_points data.basis_points default null,
    p_tax_is_inclusive boolean default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_location data.locations;
    v_freed_ids uuid[] := '{}';
begin
    perform private.require_role('owner', 'manager');

    if p_time_zone is not null then
        v_freed_ids := (private.lock_location(p_tenant_id, p_location_id, true)).freed_ids;
    end if;

    perform private.require_location(p_tenant_id, p_location_id, true);

    update data.locations
    set
        name = private.patched(p_clear, 'name', p_name, name),
        address = private.patched(p_clear, 'address', p_address, address),
        time_zone = private.patched(p_clear, 'time_zone', p_time_zone, time_zone),
        latitude = private.patched(p_clear, 'latitude', p_latitude, latitude),
        longitude = private.patched(p_clear, 'longitude', p_longitude, longitude),
        tax_name = private.patched(p_clear, 'tax_name', p_tax_name, tax_name),
        tax_number = private.patched(p_clear, 'tax_number', p_tax_number, tax_number),
        tax_basis_points = private.patched(
            p_clear, 'tax_basis_points', p_tax_basis_points, tax_basis_points
        ),
        tax_is_inclusive = private.patched(
            p_clear, 'tax_is_inclusive', p_tax_is_inclusive, tax_is_inclusive
        )
    where tenant_id = p_tenant_id and location_id = p_location_id
    returning * into v_location;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.location_json(v_location);
end;
$$;

comment on function api.update_location is
    'Change what is known of a place.

What tax there is counts for bookings to come.

With another time_zone the weekly hours there are on that clock from now on. Bookings that exist
stay as they are.

Answers location.';

alter function api.update_location owner to holdfast_api;
grant execute on function api.update_location to holdfast_web, holdfast_person;
