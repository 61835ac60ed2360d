-- A customer's record, unless it was merged into another; with p_lock nobody else changes it, or
-- begins to book for it, meanwhile.
--
-- Fails with  KN004  customer-not-found

create function private.require_customer(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_lock boolean
) returns data.customers
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_customer data.customers;
begin
    if p_lock then
        select *
        into v_customer
        from data.customers
        where tenant_id = p_tenant_id and customer_id = p_customer_id and archived_at is null
        for update;
    else
        select *
        into v_customer
        from data.customers
        where tenant_id = p_tenant_id and customer_id = p_customer_id and archived_at is null;
    end if;

    if not found or v_customer.merged_into is not null then
        raise exception using
            errcode = 'KN004',
            message = 'There is no such customer.';
    end if;

    return v_customer;
end;
$$;

comment on function private.require_customer is 'A customer''s record that is there.';

grant execute on function private.require_customer to holdfast_api;
