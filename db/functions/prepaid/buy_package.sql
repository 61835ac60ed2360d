-- POST /v1/tenants/{slug}/packages/{id}/buy
--
-- Its sessions are there once it is paid. What clients are told is what api.note_checkout answers.
--
-- Fails with  KC121  payments-unavailable
--             KF002  tenant-suspended
--             KN171  package-not-found
--             KV003  idempotency-mismatch
--             KV004  customer-invalid

create function api.buy_package(
    p_tenant_id uuid,
    p_package_id uuid,
    p_customer jsonb,
    p_locale data.locale_tag default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_contact constant api.contact := private.contact_of(p_customer, true);
    v_caller constant text := 'guest:' || v_contact.email;
    v_answer jsonb;
    v_package data.packages;
    v_bought data.customer_packages;
begin
    v_answer := private.replay(p_tenant_id, v_caller);

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_active(p_tenant_id);
    v_package := private.require_package(p_tenant_id, p_package_id, false);

    if not v_package.is_public then
        raise exception using
            errcode = 'KN171',
            message = 'There is no such package.';
    end if;

    v_bought := private.draft_bought(v_package, null, uuidv7(), p_locale);
    v_bought.customer_id := (
        private.customer_for(p_tenant_id, v_contact, v_bought.locale, null)
    ).customer_id;
    v_answer := private.ask_for_sale(
        p_tenant_id, v_bought.payment_id, v_package.price_minor, v_contact, v_bought.locale
    );

    insert into data.customer_packages
    values (v_bought.*);

    return private.remember(p_tenant_id, v_caller, v_answer);
end;
$$;

comment on function api.buy_package is
    'Buy a package online.

Its sessions are the customer''s once it is paid; how to spend them goes to their address.

Answers checkout.';

alter function api.buy_package owner to holdfast_api;
grant execute on function api.buy_package to holdfast_web;
