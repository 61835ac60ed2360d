-- The record that a customer's is now: of one that was merged, the one that it became. None if
-- there is none, or if that one was deleted.

create function private.followed_customer(p_tenant_id uuid, p_customer_id uuid)
returns setof data.customers
    language sql stable rows 1
    set search_path = ''
as $$
    select c.*
    from data.customers as o
    join data.customers as c
        on c.tenant_id = p_tenant_id and c.customer_id = coalesce(o.merged_into, o.customer_id)
    where
        o.tenant_id = p_tenant_id
        and o.customer_id = p_customer_id
        and c.archived_at is null;
$$;

comment on function private.followed_customer is 'The record that a customer''s is now.';

grant execute on function private.followed_customer to holdfast_api;
