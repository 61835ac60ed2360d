-- POST /v1/customers/{id}/restore
--
-- What was never deleted is answered as it is.
--
-- Fails with  KA001                not-signed-in
--             KF001                forbidden
--             KC032                email-taken
--             KN004                customer-not-found
--             KV003                idempotency-mismatch
--             customers_email_key  email-taken (by somebody at the same moment)

create function api.restore_customer(p_tenant_id uuid, p_customer_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_customer data.customers;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    select *
    into v_customer
    from data.customers
    where
        tenant_id = p_tenant_id and customer_id = p_customer_id and merged_into is null
    for no key update;

    if not found then
        raise exception using
            errcode = 'KN004',
            message = 'There is no such customer.';
    end if;

    perform
    from data.customers
    where
        tenant_id = p_tenant_id
        and email = v_customer.email
        and archived_at is null
        and customer_id <> p_customer_id;

    if found then
        raise exception using
            errcode = 'KC032',
            message = 'Another customer has this e-mail address by now.';
    end if;

    update data.customers
    set archived_at = null
    where tenant_id = p_tenant_id and customer_id = p_customer_id
    returning * into v_customer;

    return private.remember(p_tenant_id, 'staff', private.customer_json(v_customer));
end;
$$;

comment on function api.restore_customer is
    'Take a customer back who was deleted, unless another has their e-mail address by now.

Answers customer.';

alter function api.restore_customer owner to holdfast_api;
grant execute on function api.restore_customer to holdfast_web, holdfast_person;
