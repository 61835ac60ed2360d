-- Of which accounts Stripe is to be asked what we may have missed (app/stripe_sync.py). They are
-- the caller's for an hour: nobody else asks, and if the caller dies, the next asks from where it
-- was.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.claim_stripe_syncs(
    p_tenant_id uuid,
    p_limit data.page_size default 20,
    p_now boolean default false
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
    v_sync data.stripe_syncs;
    v_items jsonb := '[]';
begin
    perform private.require_role('worker');

    for v_tenant_id in
        select d.tenant_id
        from private.due_stripe_syncs(p_tenant_id, p_limit, p_now) as d (tenant_id)
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));

        update data.stripe_syncs
        set due_at = now() + interval '1 hour'
        where tenant_id = v_tenant_id and (p_now or due_at <= now())
        returning * into v_sync;

        if found then
            v_items := v_items || to_jsonb(row(
                v_tenant_id,
                (
                    select a.account_id
                    from data.payment_accounts as a
                    where a.tenant_id = v_tenant_id
                ),
                extract(epoch from v_sync.events_until)::bigint,
                extract(epoch from v_sync.transactions_until)::bigint
            )::api.stripe_sync);
        end if;
    end loop;

    return jsonb_build_object('items', v_items, 'next_cursor', null);
end;
$$;

comment on function api.claim_stripe_syncs is
    'Accounts of which Stripe is to be asked what we may have missed.

Answers a page of stripe_sync.';

alter function api.claim_stripe_syncs owner to holdfast_api;
grant execute on function api.claim_stripe_syncs to holdfast_worker;
