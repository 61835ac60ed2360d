-- Asked by the application before it expands the rule of a series: the database alone knows zones.
-- Where there is no such service it answers null, and whoever books is told why.

create function api.read_clock(
    p_tenant_id uuid,
    p_service_id uuid,
    p_starts_at data.instant,
    p_resource_id uuid default null,
    p_location_id uuid default null,
    p_until data.instant default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_shape constant text := 'YYYY-MM-DD"T"HH24:MI:SS';
    v_time_zone text;
begin
    v_time_zone := private.zone_of(private.offers_for(
        p_tenant_id, p_service_id, p_resource_id, p_location_id,
        private.current_role_name() = 'guest'
    ));

    return to_jsonb(row(
        v_time_zone,
        to_char(p_starts_at::timestamptz at time zone v_time_zone, v_shape),
        to_char(p_until::timestamptz at time zone v_time_zone, v_shape)
    )::api.clock);
exception
    when sqlstate 'KN002' or sqlstate 'KN005' or sqlstate 'KN006' then
        return to_jsonb(row(null, null, null)::api.clock);
end;
$$;

comment on function api.read_clock is
    'What the clock on the wall shows, where a service is done, at one or two moments.

Answers clock.';

alter function api.read_clock owner to holdfast_api;
grant execute on function api.read_clock to holdfast_web, holdfast_person;
