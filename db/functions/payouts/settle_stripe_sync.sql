-- How far Stripe was asked of an account, and how much that put right. What went wrong is written
-- down, and is asked again within the hour.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.settle_stripe_sync(
    p_tenant_id uuid,
    p_events_until bigint default null,
    p_transactions_until bigint default null,
    p_repaired integer default 0,
    p_error text default null
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');

    update data.stripe_syncs
    set
        events_until = greatest(events_until, to_timestamp(p_events_until)),
        transactions_until = greatest(transactions_until, to_timestamp(p_transactions_until)),
        synced_at = case when p_error is null then now() else synced_at end,
        repaired = repaired + p_repaired,
        last_error = left(p_error, 500)
    where tenant_id = p_tenant_id;
end;
$$;

comment on function api.settle_stripe_sync is
    'Say how far Stripe was asked of an account.

Answers nothing.';

alter function api.settle_stripe_sync owner to holdfast_api;
grant execute on function api.settle_stripe_sync to holdfast_worker;
