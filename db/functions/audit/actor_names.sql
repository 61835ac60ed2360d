-- The names of the users who changed something at a business, by id: {"<id>": "Olga"}. Nobody may
-- read users but themselves; of those who acted here, the business may know the names.

create function private.actor_names(p_tenant_id uuid, p_user_ids uuid[]) returns jsonb
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(jsonb_object_agg(u.user_id, u.name), '{}')
    from data.users as u
    where
        u.user_id = any(p_user_ids)
        and exists (
            select
            from data.history as h
            where h.tenant_id = p_tenant_id and h.actor_id = u.user_id
        );
$$;

comment on function private.actor_names is 'Names of users who changed something at a business.';

alter function private.actor_names owner to holdfast_historian;
grant execute on function private.actor_names to holdfast_api;
