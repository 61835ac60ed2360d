-- Locks a customer's record: whoever counts their bookings takes turns.

create function private.lock_customer(p_tenant_id uuid, p_customer_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform
    from data.customers
    where tenant_id = p_tenant_id and customer_id = p_customer_id
    for no key update;
end;
$$;

comment on function private.lock_customer is 'Lock a customer''s record.';

grant execute on function private.lock_customer to holdfast_api;
