-- A row, or what changed of it, without its secrets: that one was there, or changed, still shows.

create function private.masked(p_row jsonb, p_secrets text[]) returns jsonb
    language sql immutable parallel safe
    return (
        select jsonb_object_agg(
            each.key,
            case when each.key = any(p_secrets) then to_jsonb('(secret)'::text) else each.value end
        )
        from jsonb_each(p_row) as each
    );

comment on function private.masked is 'A row with its secrets blotted out.';

grant execute on function private.masked to holdfast_historian;
