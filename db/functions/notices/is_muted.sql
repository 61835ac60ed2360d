-- Whether whoever a notice is for does not want it, and has said so: for one booking, or for all.

create function private.is_muted(p_delivery data.deliveries) returns boolean
    language sql stable
    set search_path = ''
as $$
    select case (p_delivery).data ->> 'recipient'
        when 'customer' then exists (
            select
            from private.told_customer(p_delivery) as c
            join data.customer_mutes as m
                on m.tenant_id = c.tenant_id and m.customer_id = c.customer_id
            where
                coalesce(m.booking_id::text = (p_delivery).data ->> 'booking_id', true)
                and m.channel = (p_delivery).channel
                and m.topic = private.topic_of((p_delivery).kind)
        )
        else exists (
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

comment on function private.is_muted is 'Whether whoever a notice is for does not want it.';

grant execute on function private.is_muted to holdfast_api;
