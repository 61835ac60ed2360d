-- GET /v1/customers/{id}/consents
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN004  customer-not-found
--             KV002  cursor-unreadable

create function api.list_consents(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();
    perform private.require_customer(p_tenant_id, p_customer_id, false);

    return private.consents_page(p_tenant_id, p_customer_id, null, p_limit, p_cursor);
end;
$$;

comment on function api.list_consents is
    'What a customer consented to, the latest first, also what they withdrew.

Answers a page of consent.';

alter function api.list_consents owner to holdfast_api;
grant execute on function api.list_consents to holdfast_web, holdfast_person;
