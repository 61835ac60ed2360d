-- Reads a point on the globe, as a client says it: latitude,longitude in degrees.
--
-- Fails with  KV020  near-invalid

create function private.point_of(p_near text) returns public.earth
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_degrees constant double precision[] := regexp_match(
        p_near, '^\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*$'
    );
begin
    if v_degrees[1] between -90 and 90 and v_degrees[2] between -180 and 180 then
        return public.ll_to_earth(v_degrees[1], v_degrees[2]);
    end if;

    raise exception using
        errcode = 'KV020',
        message = 'Say where as latitude,longitude in degrees: 41.9,12.5.',
        column = 'near';
end;
$$;

comment on function private.point_of is 'A point on the globe, read from latitude,longitude.';

grant execute on function private.point_of to holdfast_api;
