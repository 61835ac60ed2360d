-- GET /v1/customers/{id}/notes
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN004  customer-not-found
--             KV002  cursor-unreadable

create function api.list_notes(
    p_tenant_id uuid,
    p_customer_id uuid,
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
    perform private.require_staff();
    perform private.require_customer(p_tenant_id, p_customer_id, false);

    select jsonb_agg(jsonb_build_object(
        'item', private.note_json(n),
        'keys', jsonb_build_array(n.note_id)
    ) order by n.note_id desc)
    into v_rows
    from (
        select k.*
        from data.customer_notes as k
        where
            k.tenant_id = p_tenant_id
            and k.customer_id = p_customer_id
            and (v_after is null or k.note_id < v_after[1]::uuid)
        order by k.note_id desc
        limit p_limit + 1
    ) as n;

    return private.page_json(coalesce(v_rows, '[]'), p_limit);
end;
$$;

comment on function api.list_notes is
    'The notes on a customer, the newest first.

Answers a page of note.';

alter function api.list_notes owner to holdfast_api;
grant execute on function api.list_notes to holdfast_web, holdfast_person;
