-- Whether a change is of this kind of thing, by this user, and within this time; null asks nothing.

create function private.is_asked_for(
    p_row data.history,
    p_table text,
    p_actor uuid,
    p_from timestamptz,
    p_to timestamptz
) returns boolean
    language sql stable parallel safe
    return (
        (p_table is null or (p_row).table_name = p_table)
        and (p_actor is null or (p_row).actor_id = p_actor)
        and (p_from is null or (p_row).at >= p_from)
        and (p_to is null or (p_row).at < p_to)
    );

comment on function private.is_asked_for is 'Whether a change is among those that are asked for.';

grant execute on function private.is_asked_for to holdfast_api;
