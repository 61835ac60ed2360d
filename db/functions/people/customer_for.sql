-- The record of whoever a booking is for: found by id or by e-mail, made if there is none.
--
-- A record that is found is not changed: anybody can type anybody's e-mail address into a booking
-- form. What was typed stands on the booking itself. It is locked as a reference to it would lock
-- it, so that nobody deletes it before there is one. Who was deleted is not found: they come anew.
--
-- Fails with  KN004  customer-not-found

create function private.customer_for(
    p_tenant_id uuid,
    p_contact api.contact,
    p_locale text
) returns data.customers
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_customer data.customers;
begin
    if (p_contact).id is not null then
        select *
        into v_customer
        from data.customers
        where tenant_id = p_tenant_id and customer_id = (p_contact).id and archived_at is null
        for key share;

        if not found then
            raise exception using
                errcode = 'KN004',
                message = 'There is no such customer.',
                column = 'customer/id';
        end if;

        return v_customer;
    end if;

    select *
    into v_customer
    from data.customers
    where tenant_id = p_tenant_id and email = (p_contact).email and archived_at is null
    for key share;

    if not found then
        insert into data.customers (tenant_id, name, email, phone, locale)
        values (p_tenant_id, (p_contact).name, (p_contact).email, (p_contact).phone, p_locale)
        on conflict (tenant_id, email) where (archived_at is null) do nothing
        returning * into v_customer;
    end if;

    if not found then
        -- Somebody else wrote it at the same moment.
        select *
        into v_customer
        from data.customers
        where tenant_id = p_tenant_id and email = (p_contact).email and archived_at is null
        for key share;
    end if;

    return v_customer;
end;
$$;

comment on function private.customer_for is 'The customer record that a booking belongs to.';

grant execute on function private.customer_for to holdfast_api;
