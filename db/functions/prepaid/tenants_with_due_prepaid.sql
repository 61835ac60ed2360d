-- The businesses where something is past its day: all that the sweep may know of every business at
-- once.

create function private.tenants_with_due_prepaid() returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(distinct d.tenant_id order by d.tenant_id), '{}')
    from (
        select g.tenant_id
        from data.gift_cards as g
        where g.status = 'active' and g.expires_at <= now()
        union all
        select c.tenant_id
        from data.customer_packages as c
        where c.status = 'active' and c.expires_at <= now()
        union all
        select l.tenant_id
        from data.loyalty_programmes as l
        where l.expiry_months is not null and l.swept_at <= now() - interval '1 day'
    ) as d;
$$;

comment on function private.tenants_with_due_prepaid is
    'The businesses where something that was paid in advance is past its day.';

alter function private.tenants_with_due_prepaid owner to holdfast_sweeper;
grant execute on function private.tenants_with_due_prepaid to holdfast_api;
