-- An instant as it leaves the database: RFC 3339, in UTC, with Z.

create function private.utc(p_instant timestamptz) returns text
    language sql stable parallel safe
    return to_char(p_instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

comment on function private.utc is 'An instant in RFC 3339, UTC, to the second.';

grant execute on function private.utc to holdfast_api, holdfast_relay;
