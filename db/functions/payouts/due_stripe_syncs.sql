-- Of whose accounts Stripe is to be asked what we may have missed: of every business or of this
-- one. Like private.due_calendars, it runs as a role that sees of such rows whose they are and when
-- they are due, and nothing else.

create function private.due_stripe_syncs(p_tenant_id uuid, p_limit integer, p_now boolean)
returns setof uuid
    language sql stable security definer
    set search_path = ''
as $$
    select s.tenant_id
    from data.stripe_syncs as s
    where
        (p_now or s.due_at <= now())
        and (p_tenant_id is null or s.tenant_id = p_tenant_id)
    order by s.due_at, s.tenant_id
    limit p_limit;
$$;

comment on function private.due_stripe_syncs is
    'The businesses of whose accounts Stripe is to be asked what we may have missed.';

alter function private.due_stripe_syncs owner to holdfast_sweeper;
grant execute on function private.due_stripe_syncs to holdfast_api;
