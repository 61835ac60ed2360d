-- PATCH /v1/me/profiles/{tenant_slug}
--
-- What somebody types into a booking form changes no record; whoever has shown that the address is
-- theirs may. Bookings keep the name that they were made with.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN030  profile-not-found

create function api.update_my_profile(
    p_tenant_id uuid,
    p_tenant_slug data.slug,
    p_name data.short_text default null,
    p_phone data.phone_number default null,
    p_locale data.locale_tag default null,
    p_clear jsonb default '[]',
    p_phone_e164 data.phone_e164 default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_business private.my_business;
    v_customer_id uuid;
    v_customer data.customers;
begin
    select (b).*
    into v_business
    from unnest(private.my_businesses()) as b
    where (b).slug = p_tenant_slug;

    if found then
        v_customer_id := private.visit_business(v_business);

        update data.customers
        set
            name = private.patched(p_clear, 'name', p_name, name),
            phone = private.patched(p_clear, 'phone', p_phone, phone),
            phone_e164 = case
                when p_clear ? 'phone' then null
                when p_phone is not null then p_phone_e164
                else phone_e164
            end,
            locale = private.patched(p_clear, 'locale', p_locale, locale)
        where tenant_id = v_business.tenant_id and customer_id = v_customer_id
        returning * into v_customer;
    end if;

    if v_customer.customer_id is null then
        raise exception using
            errcode = 'KN030',
            message = 'No business of that name knows you.';
    end if;

    return private.profile_json(v_customer, v_business);
end;
$$;

comment on function api.update_my_profile is
    'Change what a business knows of you: your name, your telephone number, your language.

Bookings keep the name that they were made with.

Answers profile.';

alter function api.update_my_profile owner to holdfast_api;
grant execute on function api.update_my_profile to holdfast_web, holdfast_person;
