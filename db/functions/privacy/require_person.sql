-- Refuses who is no customer of the business. Who was deleted from its lists, or merged, is on
-- record still, and can be exported and erased.
--
-- Fails with  KN004  customer-not-found

create function private.require_person(p_tenant_id uuid, p_customer_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    perform
    from data.customers
    where tenant_id = p_tenant_id and customer_id = p_customer_id;

    if not found then
        raise exception using
            errcode = 'KN004',
            message = 'There is no such customer.';
    end if;
end;
$$;

comment on function private.require_person is 'Raise unless a customer is on record.';

grant execute on function private.require_person to holdfast_api;
