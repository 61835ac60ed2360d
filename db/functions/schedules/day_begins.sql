-- The first moment of a local date: the one after the last moment of the date before. Midnight
-- itself will not do: some clocks skip it (Cairo), and some show it twice (the Azores).

create function private.day_begins(p_date date, p_time_zone text) returns timestamptz
    language sql stable parallel safe
    return (p_date - interval '1 microsecond') at time zone p_time_zone + interval '1 microsecond';

comment on function private.day_begins is 'The first moment of a local date.';

grant execute on function private.day_begins to holdfast_api;
