-- The dates that a span touches, on the clock of a zone.

create function private.local_dates(
    p_starts_at timestamptz,
    p_ends_at timestamptz,
    p_time_zone text
) returns setof date
    language sql stable parallel safe
begin atomic
    select d.day::date
    from generate_series(
        date_trunc('day', p_starts_at at time zone p_time_zone),
        (p_ends_at at time zone p_time_zone) - interval '1 microsecond',
        interval '1 day'
    ) as d (day);
end;

comment on function private.local_dates is 'The dates that a span touches.';

grant execute on function private.local_dates to holdfast_api, holdfast_relay;
