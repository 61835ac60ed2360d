-- The smallest id that something made this month can have, on the clock of a business.

create function private.month_begins(p_tenant_id uuid) returns uuid
    language sql stable
    set search_path = ''
as $$
    select private.history_id_at(
        date_trunc('month', now() at time zone t.time_zone) at time zone t.time_zone
    )
    from data.tenants as t
    where t.tenant_id = p_tenant_id;
$$;

comment on function private.month_begins is 'The first id of this month.';

grant execute on function private.month_begins to holdfast_api;
