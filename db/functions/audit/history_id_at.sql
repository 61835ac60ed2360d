-- The smallest id that history written at a moment can have: a version 7 UUID begins with the time,
-- in milliseconds, so that ranges of time are ranges of ids.

create function private.history_id_at(p_at timestamptz) returns uuid
    language sql stable parallel safe
    return (
        lpad(to_hex(floor(extract(epoch from p_at) * 1000)::bigint), 12, '0')
        || '00000000000000000000'
    )::uuid;

comment on function private.history_id_at is 'The first id of history at a moment.';

grant execute on function private.history_id_at to holdfast_api;
