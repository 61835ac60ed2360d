-- GET /v1/history
--
-- The newest first, which is the order of the ids, and so of an index: of all, or of one thing. Two
-- statements, since one plan serves all arguments of each.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV002  cursor-unreadable

create function api.list_history(
    p_tenant_id uuid,
    p_subject uuid default null,
    p_table data.short_text default null,
    p_actor uuid default null,
    p_from data.instant default null,
    p_to data.instant default null,
    p_limit data.page_size default 50,
    p_cursor text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_after constant text[] := private.page_after(p_cursor, 1);
    -- The ids of a range of time are known to a second: is_asked_for decides within it.
    v_first constant uuid := coalesce(
        private.history_id_at(p_from::timestamptz - interval '1 second'),
        '00000000-0000-0000-0000-000000000000'
    );
    v_end constant uuid := least(
        v_after[1]::uuid,
        private.history_id_at(p_to::timestamptz + interval '1 second'),
        'ffffffff-ffff-ffff-ffff-ffffffffffff'
    );
    v_page data.history[];
    v_names jsonb;
    v_rows jsonb;
begin
    perform private.require_role('owner', 'manager');

    if p_subject is null then
        v_page := array(
            select h
            from data.history as h
            where
                h.tenant_id = p_tenant_id
                and h.history_id >= v_first
                and h.history_id < v_end
                and private.is_asked_for(h, p_table, p_actor, p_from::timestamptz, p_to::timestamptz)
            order by h.history_id desc
            limit p_limit + 1
        );
    else
        v_page := array(
            select h
            from data.history as h
            where
                h.tenant_id = p_tenant_id
                and h.subject_id = p_subject
                and h.history_id >= v_first
                and h.history_id < v_end
                and private.is_asked_for(h, p_table, p_actor, p_from::timestamptz, p_to::timestamptz)
            order by h.history_id desc
            limit p_limit + 1
        );
    end if;

    v_names := private.actor_names(
        p_tenant_id, array(select distinct p.actor_id from unnest(v_page) as p)
    );

    select jsonb_agg(jsonb_build_object(
        'item', private.history_json(p, v_names),
        'keys', jsonb_build_array(p.history_id)
    ) order by p.history_id desc)
    into v_rows
    from unnest(v_page) as p;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_history is
    'Who changed what, when, and what it was before: the newest first.

With subject, the changes of one thing; with table, of one kind of thing; with actor, those that
one user made; from and to (exclusive) are moments.

Answers a page of history_item.';

alter function api.list_history owner to holdfast_api;
grant execute on function api.list_history to holdfast_web, holdfast_person;
