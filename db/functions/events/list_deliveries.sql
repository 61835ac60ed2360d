-- GET /v1/deliveries
--
-- The newest first. Four statements, since one plan serves all arguments of each: those of an
-- event, those that are dead (few among many, with an index), of a queue, and of all.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_deliveries(
    p_tenant_id uuid,
    p_status data.delivery_status default null,
    p_channel data.delivery_channel default null,
    p_target_id uuid default null,
    p_event_id uuid default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_before constant uuid := coalesce(
        (private.page_after(p_cursor, 1))[1], 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    );
    v_page data.deliveries[];
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');

    if p_event_id is not null then
        v_page := array(
            select d
            from data.deliveries as d
            where
                d.tenant_id = p_tenant_id
                and d.event_id = p_event_id
                and d.delivery_id < v_before
                and private.is_among(d, p_status, p_channel, p_target_id)
            order by d.delivery_id desc
            limit p_limit + 1
        );
    elsif p_status = 'dead' then
        v_page := array(
            select d
            from data.deliveries as d
            where
                d.tenant_id = p_tenant_id
                and d.status = 'dead'
                and d.delivery_id < v_before
                and private.is_among(d, p_status, p_channel, p_target_id)
            order by d.delivery_id desc
            limit p_limit + 1
        );
    elsif p_channel is not null and p_target_id is not null then
        v_page := array(
            select d
            from data.deliveries as d
            where
                d.tenant_id = p_tenant_id
                and d.channel = p_channel
                and d.target_id = p_target_id
                and d.delivery_id < v_before
                and private.is_among(d, p_status, p_channel, p_target_id)
            order by d.delivery_id desc
            limit p_limit + 1
        );
    else
        v_page := array(
            select d
            from data.deliveries as d
            where
                d.tenant_id = p_tenant_id
                and d.delivery_id < v_before
                and private.is_among(d, p_status, p_channel, p_target_id)
            order by d.delivery_id desc
            limit p_limit + 1
        );
    end if;

    select jsonb_agg(jsonb_build_object(
        'item', private.describe_delivery(p),
        'keys', jsonb_build_array(p.delivery_id)
    ) order by p.delivery_id desc)
    into v_rows
    from unnest(v_page) as p;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_deliveries is
    'What was and is to be told to somebody, the newest first.

With status, channel, target_id or event_id only those of that.

Answers a page of delivery.';

alter function api.list_deliveries owner to holdfast_api;
grant execute on function api.list_deliveries to holdfast_web, holdfast_person;
