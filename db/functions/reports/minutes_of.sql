-- How many minutes some spans of time have together.

create function private.minutes_of(p_spans tstzmultirange) returns bigint
    language sql immutable parallel safe
    return (
        select coalesce(sum(extract(epoch from upper(s) - lower(s))) / 60, 0)::bigint
        from unnest(p_spans) as s
    );

comment on function private.minutes_of is 'How many minutes some spans of time have.';

grant execute on function private.minutes_of to holdfast_api;
