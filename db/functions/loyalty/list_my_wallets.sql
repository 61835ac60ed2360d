-- GET /v1/me/wallets
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KV002  cursor-unreadable

create function api.list_my_wallets(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_business private.my_business;
    v_customer_id uuid;
    v_claims jsonb;
    v_rows jsonb := '[]';
begin
    foreach v_business in array private.my_businesses() loop
        v_claims := v_business.claims;
        continue when v_business.slug <= v_after[1] or jsonb_array_length(v_rows) > p_limit;
        v_customer_id := private.visit_business(v_business);
        v_rows := v_rows || coalesce((
            select jsonb_build_array(jsonb_build_object(
                'item', private.as_mine(
                    private.wallet_json(c) || jsonb_build_object(
                        'wallet_token', private.manage_token(c.tenant_id, c.customer_id)
                    ),
                    v_business
                ),
                'keys', jsonb_build_array(v_business.slug)
            ))
            from data.customers as c
            where c.tenant_id = v_business.tenant_id and c.customer_id = v_customer_id
        ), '[]');
    end loop;

    perform private.begin_claims(coalesce(v_claims, private.current_claims()), false);

    return private.page_json(v_rows, p_limit);
end;
$$;

comment on function api.list_my_wallets is
    'What you have, at every business that knows you.

Answers a page of my_wallet.';

alter function api.list_my_wallets owner to holdfast_api;
grant execute on function api.list_my_wallets to holdfast_web, holdfast_person;
