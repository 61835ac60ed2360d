-- Whether somebody who works here is to be told of what became of a visit. Not if it was put off to
-- tell them that it was booked: then they are told of it as it is, or not at all.

create function private.is_news(
    p_tenant_id uuid, p_kind text, p_channel text, p_order_key uuid
) returns boolean
    language sql stable
    return p_kind not in ('staff_rescheduled', 'staff_cancelled') or not exists (
        select
        from data.deliveries as d
        where
            d.tenant_id = p_tenant_id
            and d.order_key = p_order_key
            and d.status = 'pending'
            and d.channel = p_channel
            and d.kind = 'staff_booked'
            and private.is_put_off(d)
    );

comment on function private.is_news is 'Whether somebody is to be told of what became of a visit.';

grant execute on function private.is_news to holdfast_api;
