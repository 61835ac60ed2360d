-- Where a user works, the oldest membership first. Row security shows nobody but their own.

create function private.memberships(p_user_id uuid) returns api.membership[]
    language sql stable parallel safe
    return array(
        select row(m.tenant_id, d.slug, m.role)::api.membership
        from data.members as m
        join data.directory as d on d.tenant_id = m.tenant_id
        where m.user_id = p_user_id
        order by m.created_at, m.tenant_id
    );

comment on function private.memberships is 'The businesses that a user works for.';

grant execute on function private.memberships to holdfast_api;
