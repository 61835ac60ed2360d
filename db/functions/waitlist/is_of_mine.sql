-- Whether an entry waits for the signed-in user, or for anyone.

create function private.is_of_mine(p_entry data.waitlist) returns boolean
    language sql stable parallel safe
    set search_path = ''
as $$
    select (p_entry).resource_id is null or exists (
        select
        from data.resources as r
        where
            r.tenant_id = (p_entry).tenant_id
            and r.resource_id = (p_entry).resource_id
            and r.user_id = private.current_user_id()
    );
$$;

comment on function private.is_of_mine is 'Whether an entry waits for the caller, or for anyone.';

grant execute on function private.is_of_mine to holdfast_api;
