-- Shares the waitlist with whoever else is about to make a hold, before any calendar is locked: so
-- nobody begins to wait between their asking whether anybody does and the end of the transaction.

create function private.share_waitlist(p_tenant_id uuid) returns void
    language sql volatile
    set search_path = ''
as $$
    select pg_advisory_xact_lock_shared(private.waitlist_key(p_tenant_id));
$$;

comment on function private.share_waitlist is 'Keep others from beginning to wait meanwhile.';

grant execute on function private.share_waitlist to holdfast_api;
