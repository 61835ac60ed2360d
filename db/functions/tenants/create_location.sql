-- POST /v1/locations
--
-- Fails with  KA001                      not-signed-in
--             KF001                      forbidden
--             KV003                      idempotency-mismatch
--             locations_position_whole   position-incomplete

create function api.create_location(
    p_tenant_id uuid,
    p_name data.short_text,
    p_time_zone data.time_zone,
    p_address data.long_text default null,
    p_latitude data.latitude default null,
    p_longitude data.longitude default null,
    p_tax_name data.short_text default null,
    p_tax_number data.short_text default null,
    p_tax_basis_points data.basis_points default 0,
    p_tax_is_inclusive boolean default true
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_location data.locations;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    insert into data.locations (
        tenant_id, name, time_zone, address, latitude, longitude, tax_name, tax_number,
        tax_basis_points, tax_is_inclusive
    )
    values (
        p_tenant_id, p_name, p_time_zone, p_address, p_latitude, p_longitude, p_tax_name,
        p_tax_number, p_tax_basis_points, p_tax_is_inclusive
    )
    returning * into v_location;

    return private.remember(p_tenant_id, 'staff', private.location_json(v_location));
end;
$$;

comment on function api.create_location is
    'Open a location.

Answers location.';

alter function api.create_location owner to holdfast_api;
grant execute on function api.create_location to holdfast_web, holdfast_person;
