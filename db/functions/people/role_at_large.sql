-- What somebody is who signs in to no business.

create function private.role_at_large(p_user_id uuid) returns text
    language sql stable parallel safe
    set search_path = ''
as $$
    select case
        when exists (
            select
            from data.platform_admins as p
            where p.user_id = p_user_id
        ) then 'platform_admin'
        else 'customer'
    end;
$$;

comment on function private.role_at_large is 'The role of a user who acts for no business.';

grant execute on function private.role_at_large to holdfast_api;
