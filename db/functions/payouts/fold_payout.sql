-- Works out anew what a payout is, from all that Stripe has told of it, and the ledger with it:
-- what is paid out is on its way, then with the bank; what comes back is with Stripe again.

create function private.fold_payout(p_tenant_id uuid, p_payout_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_seen constant private.payout_seen := private.payout_seen(
        private.known_of(p_tenant_id, 'payout', p_payout_id)
    );
    v_payout data.payouts;
begin
    if v_seen.stripe_id is null then
        return;
    end if;

    insert into data.payouts (
        tenant_id, payout_id, stripe_id, status, amount_minor, currency, created_at
    )
    values (
        p_tenant_id, p_payout_id, v_seen.stripe_id, 'pending', v_seen.amount_minor,
        v_seen.currency, v_seen.created_at
    )
    on conflict (tenant_id, stripe_id) do nothing;

    perform
    from data.payouts
    where tenant_id = p_tenant_id and payout_id = p_payout_id
    for no key update;

    update data.payouts
    set
        status = v_seen.status,
        arrives_on = v_seen.arrives_on,
        failure_code = v_seen.failure_code,
        is_reconciled = v_seen.is_reconciled,
        settled_at = v_seen.settled_at
    where
        tenant_id = p_tenant_id
        and payout_id = p_payout_id
        and (status, arrives_on, failure_code, is_reconciled, settled_at) is distinct from (
            v_seen.status, v_seen.arrives_on, v_seen.failure_code, v_seen.is_reconciled,
            v_seen.settled_at
        );

    select *
    into v_payout
    from data.payouts
    where tenant_id = p_tenant_id and payout_id = p_payout_id;

    perform private.post_payout(v_payout);
end;
$$;

comment on function private.fold_payout is
    'Work out what a payout is from all that Stripe has told of it.';

grant execute on function private.fold_payout to holdfast_api;
