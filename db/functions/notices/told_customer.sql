-- The customer that a notice is for, as their record is now: of one that was merged, the one that
-- it became. None if it is for a member, or if they were deleted.

create function private.told_customer(p_delivery data.deliveries) returns setof data.customers
    language sql stable rows 1
    set search_path = ''
as $$
    select c.*
    from private.followed_customer(
        p_delivery.tenant_id, (p_delivery.data ->> 'recipient_id')::uuid
    ) as c
    where p_delivery.data ->> 'recipient' = 'customer';
$$;

comment on function private.told_customer is 'The customer that a notice is for.';

grant execute on function private.told_customer to holdfast_api;
