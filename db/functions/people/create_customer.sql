-- POST /v1/customers
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC032  email-taken
--             KV003  idempotency-mismatch

create function api.create_customer(
    p_tenant_id uuid,
    p_name data.short_text,
    p_email data.email_address default null,
    p_phone data.phone_number default null,
    p_note data.long_text default null,
    p_locale data.locale_tag default null,
    p_phone_e164 data.phone_e164 default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_customer data.customers;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    insert into data.customers (tenant_id, name, email, phone, phone_e164, note, locale)
    values (p_tenant_id, p_name, lower(p_email), p_phone, p_phone_e164, p_note, p_locale)
    on conflict (tenant_id, email) where (archived_at is null) do nothing
    returning * into v_customer;

    if not found then
        raise exception using
            errcode = 'KC032',
            message = 'Another customer has this e-mail address.',
            column = 'email';
    end if;

    return private.remember(p_tenant_id, 'staff', private.customer_json(v_customer));
end;
$$;

comment on function api.create_customer is
    'Record a customer.

Answers customer.';

alter function api.create_customer owner to holdfast_api;
grant execute on function api.create_customer to holdfast_web, holdfast_person;
