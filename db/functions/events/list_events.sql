-- GET /v1/events
--
-- No answer looks at more than 10,000 events, so that asking for what is rare costs no more than
-- asking for everything: next_cursor says how far it looked, not where it found something.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV510  event-type-unknown

create function api.list_events(
    p_tenant_id uuid,
    p_after data.event_number default 0,
    p_type data.short_text default null,
    p_limit data.page_size default 100
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant bigint := coalesce(p_after, 0);
    -- All of a subject: booking, or booking.* as webhooks have it.
    v_type constant text := regexp_replace(p_type, '\.\*$', '');
    v_calendars constant uuid[] := private.own_calendars(p_tenant_id);
    v_head bigint;
    v_until bigint;
    v_found data.events[];
begin
    perform private.require_staff();

    if p_type is not null and not exists (
        select
        from data.event_types
        where type = p_type or split_part(type, '.', 1) = v_type
    ) then
        raise exception using
            errcode = 'KV510',
            message = format('%s is no type of event.', p_type),
            column = 'type';
    end if;

    select coalesce(max(h.sequence), 0)
    into v_head
    from data.event_heads as h
    where h.tenant_id = p_tenant_id;

    v_until := case
        when v_head - v_after > 10000 then v_after + 10000 else greatest(v_head, v_after)
    end;
    v_found := array(
        select e
        from data.events as e
        where
            e.tenant_id = p_tenant_id
            and e.sequence > v_after
            and e.sequence <= v_until
            and (p_type is null or e.type = p_type or split_part(e.type, '.', 1) = v_type)
            and private.is_event_for(e, v_calendars)
        order by e.sequence
        limit p_limit
    );

    if cardinality(v_found) = p_limit then
        v_until := v_found[p_limit].sequence;
    end if;

    return jsonb_build_object(
        'items', array(
            select private.event_json(f)
            from unnest(v_found) as f
            order by f.sequence
        ),
        'next_cursor', v_until::text
    );
end;
$$;

comment on function api.list_events is
    'What happened, in order, to be followed.

Owners and managers are told everything, staff what concerns their own calendars. To follow, ask
again with after = next_cursor, for ever: at once as long as it is more than what was asked with, and
after a pause when it is not. It is never null, and goes on even if there was nothing of the type.
type is one type (booking.confirmed), or all of a subject (booking.*, or just booking).

Answers a page of event.';

alter function api.list_events owner to holdfast_api;
grant execute on function api.list_events to holdfast_web, holdfast_person;
