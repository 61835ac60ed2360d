-- Which of a series' occurrences to look for alternatives to, by number: the first ten that cannot
-- be had. Who meets more needs another rule, and each of these is a search.

create function private.conflicts_to_solve(p_occurrences jsonb) returns integer[]
    language sql immutable parallel safe
    set search_path = ''
as $$
    select coalesce(array_agg(c.n order by c.n), '{}')
    from (
        select o.n::integer
        from jsonb_array_elements(p_occurrences) with ordinality as o (occurrence, n)
        where not (o.occurrence -> 'free')::boolean
        order by o.n
        limit 10
    ) as c;
$$;

comment on function private.conflicts_to_solve is
    'Which of the occurrences that cannot be had to look for alternatives to.';

grant execute on function private.conflicts_to_solve to holdfast_api;
