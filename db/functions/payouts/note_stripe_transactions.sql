-- What Stripe says moved on the balance of a business, when it is asked for all of it.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.note_stripe_transactions(p_tenant_id uuid, p_transactions jsonb) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('worker');

    return to_jsonb(row(
        private.note_transactions(p_tenant_id, p_transactions)
    )::api.noted_transactions);
end;
$$;

comment on function api.note_stripe_transactions is
    'Note what moved on the balance of a business.

Answers noted_transactions.';

alter function api.note_stripe_transactions owner to holdfast_api;
grant execute on function api.note_stripe_transactions to holdfast_worker;
