-- The moment at which the clock on the wall shows a local time. One that a change of clocks leaves
-- out is moved on by as much; of one that comes twice it is the first (RFC 5545, section 3.3.5).
--
-- PostgreSQL does the former by itself, but takes the second of two. So we look whether the offset
-- of the day before gives an earlier moment that shows the same.

create function private.instant_of(p_local timestamp, p_time_zone text) returns timestamptz
    language sql immutable parallel safe
    set search_path = ''
as $$
    select case
        when f.at < s.at and f.at at time zone p_time_zone = p_local then f.at
        else s.at
    end
    from (select p_local at time zone p_time_zone as at) as s
    cross join lateral (
        select s.at - interval '24 hours' as at
    ) as d
    cross join lateral (
        select
            (p_local - (d.at at time zone p_time_zone - d.at at time zone 'UTC'))
            at time zone 'UTC' as at
    ) as f;
$$;

comment on function private.instant_of is 'The moment at which the clock on the wall shows a time.';

grant execute on function private.instant_of to holdfast_api;
