-- The record that an id or an e-mail address stands for, or null; of one that was merged, the
-- record that it became. Until the transaction ends it is not merged, deleted or erased. What came
-- in between shows when it is looked at again.

create function private.known_customer(
    p_tenant_id uuid,
    p_contact api.contact
) returns data.customers
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_customer_id uuid;
    v_customer data.customers;
begin
    loop
        if (p_contact).id is not null then
            select coalesce(merged_into, customer_id)
            into v_customer_id
            from data.customers
            where tenant_id = p_tenant_id and customer_id = (p_contact).id and archived_at is null;
        else
            select coalesce(merged_into, customer_id)
            into v_customer_id
            from data.customers
            where tenant_id = p_tenant_id and email = (p_contact).email and archived_at is null;
        end if;

        if not found then
            return null;
        end if;

        if v_customer.customer_id = v_customer_id then
            return v_customer;
        end if;

        perform pg_advisory_xact_lock_shared(private.lock_key(p_tenant_id, v_customer_id));

        select *
        into v_customer
        from data.customers
        where
            tenant_id = p_tenant_id
            and customer_id = v_customer_id
            and merged_into is null
            and archived_at is null
        for key share;

        -- Whose address is another record's is looked up again, and so is who was erased meanwhile.
        if found and ((p_contact).id is not null or v_customer.email = (p_contact).email) then
            return v_customer;
        end if;
    end loop;
end;
$$;

comment on function private.known_customer is 'The record that an id or an address stands for.';

grant execute on function private.known_customer to holdfast_api;
