-- Ends the record of a customer who turned out to be another one, who takes what they lack of it.
-- Two notes become one; if that would be too long, the other's is kept as a note of its own.
--
-- An address that is taken over leaves the old record; one that is not stays there, and still finds
-- the person.

create function private.absorb_customer(
    p_stays data.customers,
    p_goes data.customers
) returns data.customers
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_note text := nullif(concat_ws(
        E'\n', nullif(p_stays.note, ''), nullif(p_goes.note, '')
    ), '');
    v_customer data.customers;
begin
    update data.customers
    set
        merged_into = p_stays.customer_id,
        email = case
            when customer_id = p_goes.customer_id and p_stays.email is null then null
            else email
        end
    where
        tenant_id = p_stays.tenant_id
        and (customer_id = p_goes.customer_id or merged_into = p_goes.customer_id);

    if char_length(v_note) > 2000 then
        insert into data.customer_notes (
            tenant_id, customer_id, body, author_id, author_name
        )
        values (
            p_stays.tenant_id, p_stays.customer_id, p_goes.note,
            private.current_user_id(), private.own_name()
        );
        v_note := p_stays.note;
    end if;

    update data.customers
    set
        email = coalesce(email, p_goes.email),
        phone_e164 = case when phone is null then p_goes.phone_e164 else phone_e164 end,
        phone = coalesce(phone, p_goes.phone),
        locale = coalesce(locale, p_goes.locale),
        note = v_note
    where tenant_id = p_stays.tenant_id and customer_id = p_stays.customer_id
    returning * into v_customer;

    return v_customer;
end;
$$;

comment on function private.absorb_customer is 'End the record of a customer who is another one.';

grant execute on function private.absorb_customer to holdfast_api;
