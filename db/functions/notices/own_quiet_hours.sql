-- The quiet hours that a customer or a member wants; null: those of the business.

create function private.own_quiet_hours(
    p_tenant_id uuid,
    p_recipient text,
    p_recipient_id uuid
) returns private.quiet_hours
    language sql stable
    set search_path = ''
as $$
    select row(q.quiet_from, q.quiet_until, q.time_zone)::private.quiet_hours
    from data.customers as c
    join data.customer_quiet_hours as q
        on
            q.tenant_id = p_tenant_id
            and q.customer_id = coalesce(c.merged_into, c.customer_id)
    where
        p_recipient = 'customer' and c.tenant_id = p_tenant_id and c.customer_id = p_recipient_id
    union all
    select row(q.quiet_from, q.quiet_until, q.time_zone)::private.quiet_hours
    from data.member_quiet_hours as q
    where p_recipient = 'user' and q.tenant_id = p_tenant_id and q.user_id = p_recipient_id;
$$;

comment on function private.own_quiet_hours is 'The quiet hours that somebody wants.';

grant execute on function private.own_quiet_hours to holdfast_api;
