-- Those of a series' occurrences that cannot be had.

create function private.conflicts_of(p_occurrences jsonb) returns jsonb
    language sql immutable parallel safe
    return jsonb_path_query_array(p_occurrences, '$[*] ? (@.free == false)');

comment on function private.conflicts_of is 'The occurrences that cannot be had.';

grant execute on function private.conflicts_of to holdfast_api;
