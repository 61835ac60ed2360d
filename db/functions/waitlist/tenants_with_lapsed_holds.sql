-- The businesses in which holds have lapsed: all that the sweep may know of every business at once.
-- It runs as a role that sees the three columns of such rows and nothing else.

create function private.tenants_with_lapsed_holds() returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(distinct b.tenant_id), '{}')
    from data.bookings as b
    where b.status = 'held' and b.lapses_at <= now();
$$;

comment on function private.tenants_with_lapsed_holds is
    'The businesses in which holds have lapsed.';

alter function private.tenants_with_lapsed_holds owner to holdfast_sweeper;
grant execute on function private.tenants_with_lapsed_holds to holdfast_api;
