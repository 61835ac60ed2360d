-- POST /v1/tenants/{slug}/wallets
--
-- Fails with  KL002  too-many-attempts
--             KV003  idempotency-mismatch

create function api.request_wallet(p_tenant_id uuid, p_email data.email_address) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'guest:' || lower(p_email);
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_customer data.customers;
begin
    if v_answer is not null then
        return v_answer;
    end if;

    perform private.throttle_post(p_email);
    v_customer := private.known_customer(p_tenant_id, row(null, null, lower(p_email), null));

    if v_customer.customer_id is not null then
        perform private.queue_message(
            p_tenant_id,
            'wallet',
            p_email,
            coalesce(
                v_customer.locale,
                (select t.locale from data.tenants as t where t.tenant_id = p_tenant_id)
            ),
            private.sold_words(p_tenant_id) || jsonb_build_object(
                'customer_id', v_customer.customer_id,
                'wallet_token', private.manage_token(p_tenant_id, v_customer.customer_id)
            )
        );
    end if;

    return private.remember(p_tenant_id, v_caller, to_jsonb(row('accepted')::api.accepted));
end;
$$;

comment on function api.request_wallet is
    'Have the link to a wallet sent to its address.

The answer is the same whether somebody has one by it or not.

Answers accepted.';

alter function api.request_wallet owner to holdfast_api;
grant execute on function api.request_wallet to holdfast_web;
