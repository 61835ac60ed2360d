-- Whether whoever a notice is for is there: a customer who was not deleted, erased or merged into
-- another, or a member who still is one.

create function private.is_there(p_delivery data.deliveries) returns boolean
    language sql stable
    set search_path = ''
as $$
    select case (p_delivery).data ->> 'recipient'
        when 'customer' then exists (
            select
            from data.customers as c
            where
                c.tenant_id = (p_delivery).tenant_id
                and c.customer_id = ((p_delivery).data ->> 'recipient_id')::uuid
                and c.archived_at is null
                and c.merged_into is null
        ) and not exists (
            select
            from data.erasures as e
            where
                e.tenant_id = (p_delivery).tenant_id
                and e.customer_id = ((p_delivery).data ->> 'recipient_id')::uuid
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
