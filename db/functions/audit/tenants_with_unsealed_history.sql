-- The businesses whose history is to be sealed: like private.tenants_with_lapsed_holds, it runs as
-- a role that sees of such rows whose they are, and nothing else.

create function private.tenants_with_unsealed_history() returns uuid[]
    language sql stable security definer
    set search_path = ''
as $$
    select coalesce(array_agg(distinct h.tenant_id), '{}')
    from data.history as h
    where h.position is null;
$$;

comment on function private.tenants_with_unsealed_history is
    'The businesses with history that is not sealed yet.';

alter function private.tenants_with_unsealed_history owner to holdfast_sweeper;
grant execute on function private.tenants_with_unsealed_history to holdfast_api;
