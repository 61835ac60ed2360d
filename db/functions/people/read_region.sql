-- Asked by the application before it reads a telephone number that does not say its country: a
-- number is dialled where the business is.

create function api.read_region(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_region api.region;
begin
    select country, time_zone
    into v_region
    from data.tenants
    where tenant_id = p_tenant_id;

    return to_jsonb(v_region);
end;
$$;

comment on function api.read_region is
    'Where a business is, for reading telephone numbers.

Answers region.';

alter function api.read_region owner to holdfast_api;
grant execute on function api.read_region to holdfast_web, holdfast_person;
