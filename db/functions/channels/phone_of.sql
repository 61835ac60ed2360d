-- The number of the customer that a notice is for, as things stand now. Null if it is for somebody
-- else, or there is none.

create function private.phone_of(p_delivery data.deliveries) returns text
    language sql stable
    set search_path = ''
as $$
    select c.phone_e164
    from private.followed_customer(
        p_delivery.tenant_id, (p_delivery.data ->> 'recipient_id')::uuid
    ) as c
    where p_delivery.data ->> 'recipient' = 'customer';
$$;

comment on function private.phone_of is 'The number that a notice is for.';

grant execute on function private.phone_of to holdfast_api;
