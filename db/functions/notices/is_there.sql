-- Whether whoever a notice is for is there: a customer who was not deleted or erased, or a member
-- who still is one.

create function private.is_there(p_delivery data.deliveries) returns boolean
    language sql stable
    set search_path = ''
as $$
    select case (p_delivery).data ->> 'recipient'
        when 'customer' then exists (
            select
            from private.told_customer(p_delivery) as c
            where not exists (
                select
                from data.erasures as e
                where e.tenant_id = (p_delivery).tenant_id and e.customer_id = c.customer_id
            )
        )
        when 'user' then exists (
            select
            from data.members as m
            where
                m.tenant_id = (p_delivery).tenant_id
                and m.user_id = ((p_delivery).data ->> 'recipient_id')::uuid
        )
    end;
$$;

comment on function private.is_there is 'Whether whoever a notice is for is there.';

grant execute on function private.is_there to holdfast_api;
