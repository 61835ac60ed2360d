-- PATCH /v1/customers/{id}
--
-- Bookings keep the name and address that they were made with.
--
-- Fails with  KA001                not-signed-in
--             KF001                forbidden
--             KC032                email-taken
--             KN004                customer-not-found
--             customers_email_key  email-taken (by somebody at the same moment)

create function api.update_customer(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_name data.short_text default null,
    p_email data.email_address default null,
    p_phone data.phone_number default null,
    p_note data.long_text default null,
    p_locale data.locale_tag default null,
    p_clear jsonb default '[]',
    p_phone_e164 data.phone_e164 default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_customer data.customers;
begin
    perform private.require_staff();
    v_customer := private.require_customer(p_tenant_id, p_customer_id, true);

    perform
    from data.customers
    where
        tenant_id = p_tenant_id
        and email = lower(p_email)
        and archived_at is null
        and customer_id <> p_customer_id
        and merged_into is distinct from p_customer_id;

    if found then
        raise exception using
            errcode = 'KC032',
            message = 'Another customer has this e-mail address.',
            column = 'email';
    end if;

    -- An address that it had before it was merged is its own.
    update data.customers
    set email = null
    where tenant_id = p_tenant_id and merged_into = p_customer_id and email = lower(p_email);

    update data.customers
    set
        name = private.patched(p_clear, 'name', p_name, name),
        email = private.patched(p_clear, 'email', lower(p_email)::data.email_address, email),
        phone = private.patched(p_clear, 'phone', p_phone, phone),
        phone_e164 = case
            when p_clear ? 'phone' then null
            when p_phone is not null then p_phone_e164
            else phone_e164
        end,
        note = private.patched(p_clear, 'note', p_note, note),
        locale = private.patched(p_clear, 'locale', p_locale, locale)
    where tenant_id = p_tenant_id and customer_id = p_customer_id
    returning * into v_customer;

    return private.customer_json(v_customer);
end;
$$;

comment on function api.update_customer is
    'Change what is known of a customer.

Bookings keep the name and address that they were made with.

Answers customer.';

alter function api.update_customer owner to holdfast_api;
grant execute on function api.update_customer to holdfast_web, holdfast_person;
