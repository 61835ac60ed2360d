-- The record of whoever a booking is for: found by id or by e-mail, made if there is none. From
-- here on nobody merges it into another until the transaction ends (api.merge_customers).
--
-- A record that is found is not changed: anybody can type anybody's e-mail address into a booking
-- form. What was typed stands on the booking itself. For the same reason nobody is found by phone:
-- who brings a known number and another address is a duplicate perhaps, which the staff decide.
-- Who was deleted is not found: they come anew.
--
-- Fails with  KN004  customer-not-found

create function private.customer_for(
    p_tenant_id uuid,
    p_contact api.contact,
    p_locale text,
    p_phone_e164 text
) returns data.customers
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_customer data.customers;
begin
    v_customer := private.known_customer(p_tenant_id, p_contact);

    if v_customer.customer_id is not null then
        return v_customer;
    end if;

    if (p_contact).id is not null then
        raise exception using
            errcode = 'KN004',
            message = 'There is no such customer.',
            column = 'customer/id';
    end if;

    insert into data.customers (tenant_id, name, email, phone, phone_e164, locale)
    values (
        p_tenant_id, (p_contact).name, (p_contact).email, (p_contact).phone, p_phone_e164, p_locale
    )
    on conflict (tenant_id, email) where (archived_at is null) do nothing
    returning * into v_customer;

    if not found then
        -- Somebody else wrote it at the same moment.
        v_customer := private.known_customer(p_tenant_id, p_contact);
    end if;

    return v_customer;
end;
$$;

comment on function private.customer_for is 'The customer record that a booking belongs to.';

grant execute on function private.customer_for to holdfast_api;
