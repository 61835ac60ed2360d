-- The record that an id or an e-mail address stands for, or null; of one that was merged, the
-- record that it became. It is kept from being merged, deleted or erased until the transaction
-- ends. What came in between shows when it is looked at again: who was erased has no address.

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
    for v_try in 1..3 loop
        if (p_contact).id is not null then
            select c.customer_id
            into v_customer_id
            from private.followed_customer(p_tenant_id, (p_contact).id) as c;
        else
            select coalesce(merged_into, customer_id)
            into v_customer_id
            from data.customers
            where tenant_id = p_tenant_id and email = (p_contact).email and archived_at is null;
        end if;

        if not found then
            return null;
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

        if found and (
            (p_contact).id is not null
            or v_customer.email = (p_contact).email
            or exists (
                select
                from data.customers as m
                where
                    m.tenant_id = p_tenant_id
                    and m.email = (p_contact).email
                    and m.merged_into = v_customer_id
                    and m.archived_at is null
            )
        ) then
            return v_customer;
        end if;
    end loop;

    raise exception using errcode = '40001', message = 'The customer is being changed. Try again.';
end;
$$;

comment on function private.known_customer is 'The record that an id or an address stands for.';

grant execute on function private.known_customer to holdfast_api;
