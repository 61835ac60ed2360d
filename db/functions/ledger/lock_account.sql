-- An account of a business, locked until the end of the transaction, as whoever posts to one locks
-- it that may not be overdrawn (private.tg_postings_balance). It is made if there is none yet.

create function private.lock_account(
    p_tenant_id uuid,
    p_kind text,
    p_subject_id uuid,
    p_unit text
) returns void
    language sql volatile
    set search_path = ''
as $$
    select pg_advisory_xact_lock(private.lock_key(
        p_tenant_id, private.account_of(p_tenant_id, p_kind, p_subject_id, p_unit)
    ));
$$;

comment on function private.lock_account is
    'Lock an account of a business until the end of the transaction.';

grant execute on function private.lock_account to holdfast_api;
