-- Publishes what has happened in one business, and writes down what is to be delivered of it:
-- {"published": {"<tenant>": <last sequence>}, "failed": {"<tenant>": why}, "items": […],
-- "is_due": …}, where items are what a worker that is there has to deliver at once, and is_due says
-- whether something is due besides. What goes wrong in one business is undone there and tried
-- again, and does not keep others from being told.

create function private.relay_tenant(
    p_tenant_id uuid,
    p_limit integer,
    p_taker private.taker
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_new record;
    v_published jsonb := '{}';
    v_items jsonb := '[]';
    v_is_due boolean := false;
begin
    for v_new in
        select n.first_sequence, n.last_sequence
        from private.publish_events(p_tenant_id, p_limit) as n
    loop
        v_items := private.prepare_deliveries(
            private.fan_out(p_tenant_id, v_new.first_sequence, v_new.last_sequence, p_taker)
        );
        v_published := jsonb_build_object(p_tenant_id, v_new.last_sequence);
        v_is_due := exists (
            select
            from data.queues as q
            where q.tenant_id = p_tenant_id and q.due_at <= now()
        );
    end loop;

    return jsonb_build_object(
        'published', v_published, 'failed', '{}'::jsonb, 'items', v_items,
        'is_due', v_is_due
    );
exception
    when others then
        return jsonb_build_object(
            'published', '{}'::jsonb,
            'failed', jsonb_build_object(p_tenant_id, format('%s: %s', sqlstate, sqlerrm)),
            'items', '[]'::jsonb,
            'is_due', false
        );
end;
$$;

comment on function private.relay_tenant is 'Publish what has happened in one business.';

grant execute on function private.relay_tenant to holdfast_api;
