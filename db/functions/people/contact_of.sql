-- Reads who a booking is for, as a client says it: {name, email, phone?}, or {id} for somebody the
-- staff knows. The phone may be left out; so may the e-mail when staff book.
--
-- Fails with  KV004  customer-invalid

create function private.contact_of(p_customer jsonb, p_as_customer boolean) returns api.contact
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_contact api.contact;
    v_field text := '';
    v_problem text := 'is not an object';
begin
    if jsonb_typeof(p_customer) is distinct from 'object' then
        raise check_violation;
    end if;

    select key, 'is not known'
    into v_field, v_problem
    from jsonb_object_keys(p_customer) as key
    where key not in ('name', 'email', 'phone') and (p_as_customer or key <> 'id')
    order by key
    limit 1;

    if found then
        raise check_violation;
    end if;

    select key, 'is not a string'
    into v_field, v_problem
    from jsonb_each(p_customer) as field (key, content)
    where jsonb_typeof(content) not in ('string', 'null')
    order by key
    limit 1;

    if found then
        raise check_violation;
    end if;

    v_problem := 'cannot be read';
    v_field := 'id';
    v_contact.id := (p_customer ->> 'id')::uuid;
    v_field := 'name';
    v_contact.name := (p_customer ->> 'name')::data.short_text;
    v_field := 'email';
    v_contact.email := lower(p_customer ->> 'email')::data.email_address;
    v_field := 'phone';
    v_contact.phone := (p_customer ->> 'phone')::data.phone_number;

    v_problem := 'is required';
    v_field := case
        when v_contact.id is not null then null
        when v_contact.name is null then 'name'
        when v_contact.email is null and p_as_customer then 'email'
    end;

    if v_field is not null then
        raise check_violation;
    end if;

    return v_contact;
exception
    when check_violation or data_exception then
        raise exception using
            errcode = 'KV004',
            message = btrim(format('%s %s', v_field, v_problem)),
            column = rtrim('customer/' || v_field, '/');
end;
$$;

comment on function private.contact_of is 'Who a booking is for, read from JSON.';

grant execute on function private.contact_of to holdfast_api;
