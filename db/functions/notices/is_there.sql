-- Whether whoever a notice is for is there, and wants it: a customer who was not deleted, erased or
-- merged into another, or a member who still is one. Whoever does not want something said so for
-- one booking, or for all.

create function private.is_heard(p_delivery data.deliveries) returns boolean
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
        ) and not exists (
            select
            from data.customer_mutes as m
            where
                m.tenant_id = (p_delivery).tenant_id
                and m.customer_id = ((p_delivery).data ->> 'recipient_id')::uuid
                and coalesce(m.booking_id::text = (p_delivery).data ->> 'booking_id', true)
                and m.channel = (p_delivery).channel
                and m.topic = private.topic_of((p_delivery).kind)
        )
        when 'user' then exists (
            select
            from data.members as m
            where
                m.tenant_id = (p_delivery).tenant_id
                and m.user_id = ((p_delivery).data ->> 'recipient_id')::uuid
        ) and not exists (
            select
            from data.member_mutes as m
            where
                m.tenant_id = (p_delivery).tenant_id
                and m.user_id = ((p_delivery).data ->> 'recipient_id')::uuid
                and m.channel = (p_delivery).channel
                and m.topic = private.topic_of((p_delivery).kind)
        )
    end;
$$;

comment on function private.is_heard is 'Whether whoever a notice is for is there, and wants it.';

grant execute on function private.is_heard to holdfast_api;
