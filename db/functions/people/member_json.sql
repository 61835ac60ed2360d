-- The one shape a member has outside the database. The caller may see the user: private.see_users.

create function private.member_json(p_member data.members) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        u.user_id,
        u.name,
        u.email,
        (p_member).role,
        array(
            select r.resource_id
            from data.resources as r
            where r.tenant_id = (p_member).tenant_id and r.user_id = u.user_id
            order by r.resource_id
        ),
        private.utc((p_member).created_at)
    )::api.member)
    from data.users as u
    where u.user_id = (p_member).user_id;
$$;

comment on function private.member_json is 'A member as their business sees them.';

grant execute on function private.member_json to holdfast_api;
