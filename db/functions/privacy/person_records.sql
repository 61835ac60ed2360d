-- All that a business knows of a customer, table by table: the rows about them, what was written to
-- them, and the history of both. Secrets are left out; so are answers that are kept for requests
-- that are sent again: they say what the rows say, with tokens in it.

create function private.person_records(p_tenant_id uuid, p_customer_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_records jsonb := '{}';
    v_ids uuid[] := '{}';
    v_hidden text[];
    v_found jsonb;
    v_rows record;
begin
    for v_rows in
        select r.name, r.condition, r.ids
        from private.person_rows(p_tenant_id, p_customer_id) as r
        union all
        select m.name, m.condition, '{}'
        from private.person_mentions(p_tenant_id, p_customer_id) as m
        where m.name <> 'idempotency_keys'
    loop
        v_hidden := '{tenant_id}' || private.secret_columns(v_rows.name);

        execute format(
            'select jsonb_agg(to_jsonb(t) - $1 order by to_jsonb(t)::text) from data.%I as t '
            'where %s',
            v_rows.name, v_rows.condition
        )
        into v_found
        using v_hidden;

        v_ids := v_ids || v_rows.ids;
        v_records := v_records || jsonb_build_object(v_rows.name, coalesce(v_found, '[]'));
    end loop;

    return v_records || jsonb_build_object('history', coalesce(
        (
            select jsonb_agg(
                to_jsonb(h) - '{tenant_id,personal_digest,position,digest,hash}'::text[]
                order by h.history_id
            )
            from data.history as h
            where h.tenant_id = p_tenant_id and h.subject_id = any(v_ids)
        ),
        '[]'
    ));
end;
$$;

comment on function private.person_records is 'All that a business knows of a customer.';

alter function private.person_records owner to holdfast_eraser;
grant execute on function private.person_records to holdfast_api;
