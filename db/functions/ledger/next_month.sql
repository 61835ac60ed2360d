-- The month that can be closed next, if it is over: the one after the last that is closed, or that
-- in which something was posted first. Null: any, since nothing was posted yet.

create function private.next_month(p_tenant_id uuid) returns date
    language sql stable
    set search_path = ''
as $$
    select coalesce(
        (
            select (max(m.month) + interval '1 month')::date
            from data.closed_months as m
            where m.tenant_id = p_tenant_id
        ),
        (
            select date_trunc('month', min(j.occurred_at) at time zone min(t.time_zone::text))::date
            from data.journals as j
            join data.tenants as t on t.tenant_id = p_tenant_id
            where j.tenant_id = p_tenant_id
        )
    );
$$;

comment on function private.next_month is 'The month that can be closed next.';

grant execute on function private.next_month to holdfast_api;
