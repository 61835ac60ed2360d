-- The two signs that a gift card's code ends with. Of a code with one sign wrong, or two that have
-- changed places, they say so before anything is looked up: 31 is a prime.

create function private.code_checks(p_body text) returns text
    language sql immutable parallel safe
    set search_path = ''
as $$
    select
        substr(a.signs, (sum(d.value * d.nth) % 31)::integer + 1, 1)
        || substr(a.signs, (sum(d.value * d.nth * d.nth) % 31)::integer + 1, 1)
    from (values ('23456789ABCDEFGHJKMNPQRSTUVWXYZ')) as a (signs)
    cross join lateral (
        select strpos(a.signs, s.sign) - 1 as value, s.nth
        from regexp_split_to_table(p_body, '') with ordinality as s (sign, nth)
    ) as d
    group by a.signs;
$$;

comment on function private.code_checks is 'The two signs that a gift card''s code ends with.';

grant execute on function private.code_checks to holdfast_api;
