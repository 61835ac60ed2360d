-- Refuses weekly hours that would never hold, and times that are not said to the minute. Any two
-- times of day make sense: what closes before it opens closes on the next day.
--
-- Fails with  KV030  span-invalid

create function private.require_hours_sane(
    p_opens_at time,
    p_closes_at time,
    p_valid_from date,
    p_valid_until date
) returns void
    language plpgsql immutable
    set search_path = ''
as $$
declare
    v_field constant text := case
        when extract(second from p_opens_at) > 0 then 'opens_at'
        when extract(second from p_closes_at) > 0 then 'closes_at'
        when p_valid_until < p_valid_from then 'valid_until'
    end;
begin
    if v_field is not null then
        raise exception using
            errcode = 'KV030',
            message = case v_field
                when 'valid_until' then 'The last date is not before the first.'
                else 'Hours are said to the minute.'
            end,
            column = v_field;
    end if;
end;
$$;

comment on function private.require_hours_sane is 'Raise unless weekly hours make sense.';

grant execute on function private.require_hours_sane to holdfast_api;
