-- GET /v1/event-types
--
-- For everybody: who wants to be told of events has to know which there are.
--
-- Fails with  KV002  cursor-unreadable

create function api.list_event_types(
    p_tenant_id uuid,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    v_rows jsonb;
begin
    select jsonb_agg(jsonb_build_object(
        'item', to_jsonb(row(t.type, t.description, t.schema)::api.event_type),
        'keys', jsonb_build_array(t.type)
    ) order by t.type)
    into v_rows
    from (
        select *
        from data.event_types as e
        where v_after is null or e.type > v_after[1]
        order by e.type
        limit p_limit + 1
    ) as t;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_event_types is
    'The catalogue of events: what can happen, and what the data of each have.

Answers a page of event_type.';

alter function api.list_event_types owner to holdfast_api;
grant execute on function api.list_event_types to holdfast_web, holdfast_person;
