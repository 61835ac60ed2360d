-- What staff were to be told of a visit after quiet hours is asked again now that something has
-- become of it, by events of these types: perhaps it cannot wait any more, and what comes after it
-- neither. Nested loops: see private.publish_events.

create function private.wake_notices(
    p_tenant_id uuid,
    p_first bigint,
    p_last bigint,
    p_types text[]
) returns void
    language plpgsql volatile
    set search_path = ''
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
as $$
begin
    update data.deliveries as d
    set due_at = now()
    from data.events as e
    join data.resources as r
        on
            r.tenant_id = p_tenant_id
            and r.resource_id in (
                (e.data ->> 'resource_id')::uuid, (e.data ->> 'previous_resource_id')::uuid
            )
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and e.type = any(p_types)
        and d.tenant_id = p_tenant_id
        and d.order_key = private.notice_order(
            'staff_booked',
            r.user_id,
            coalesce((e.data ->> 'series_id')::uuid, e.subject_id)
        )
        and d.status = 'pending'
        and private.is_put_off(d);
end;
$$;

comment on function private.wake_notices is
    'Ask again what staff were to be told after quiet hours.';

grant execute on function private.wake_notices to holdfast_api;
