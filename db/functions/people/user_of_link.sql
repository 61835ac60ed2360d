-- Whoever follows a link that was sent to their e-mail address, and thereby proves that it is
-- theirs. An account that it makes has the password that they choose now, if any; the name as well,
-- or else what the link says of it, as of the language: who asked for the link may be somebody
-- else. If neither says them, they are as the business has them that made a record of them last.

create function private.user_of_link(
    p_link data.one_time_links,
    p_password_hash text default null,
    p_name text default null
) returns data.users
    language sql volatile
    set search_path = ''
as $$
    select u.*
    from private.record_of(p_link.email) as r
    cross join lateral private.proven_user(
        p_link.email,
        coalesce(
            p_name, p_link.data ->> 'name', r.name, left(split_part(p_link.email, '@', 1), 120)
        ),
        p_password_hash,
        coalesce(p_link.data ->> 'locale', r.locale)
    ) as u;
$$;

comment on function private.user_of_link is 'The user whose e-mail address a link was sent to.';

grant execute on function private.user_of_link to holdfast_api;
