-- Has those who add to what a plan limits come one after the other, until each is through: two who
-- come at once do not both find the last place free. Taken before calendars.

create function private.lock_limit(p_tenant_id uuid, p_limit text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform pg_advisory_xact_lock(private.limit_key(p_tenant_id, p_limit));
end;
$$;

comment on function private.lock_limit is
    'Have those who add to what a plan limits come one after the other.';

grant execute on function private.lock_limit to holdfast_api;
