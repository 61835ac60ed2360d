-- The number of the customer that a notice is for, as things stand now. Null if it is for somebody
-- else, or there is none.

create function private.phone_of(p_delivery data.deliveries) returns text
    language sql stable
    set search_path = ''
as $$
    select c.phone_e164
    from data.customers as o
    join data.customers as c
        on c.tenant_id = p_delivery.tenant_id
        and c.customer_id = coalesce(o.merged_into, o.customer_id)
    where
        o.tenant_id = p_delivery.tenant_id
        and o.customer_id = (p_delivery.data ->> 'recipient_id')::uuid
        and p_delivery.data ->> 'recipient' = 'customer'
        and c.archived_at is null;
$$;

comment on function private.phone_of is 'The number that a notice is for.';

grant execute on function private.phone_of to holdfast_api;
