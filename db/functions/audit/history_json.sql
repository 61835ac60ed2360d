-- The one shape a change has outside the database: what is personal is merged in again. Which
-- fields those were is known by the catalogue where they have been erased.

create function private.history_json(p_row data.history, p_names jsonb) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_row).history_id,
        private.utc((p_row).at),
        row(
            (p_row).actor_id,
            coalesce((p_row).actor_name, p_names ->> (p_row).actor_id::text),
            (p_row).actor_role,
            case
                when (p_row).actor_name is not null then 'psql'
                when (p_row).request_id is null then 'worker'
                else 'request'
            end
        )::api.history_actor,
        (p_row).request_id,
        (p_row).table_name,
        (p_row).subject_id,
        (p_row).operation,
        (p_row).before || coalesce((p_row).personal -> 'before', hidden.fields, '{}'),
        (p_row).after || coalesce((p_row).personal -> 'after', hidden.fields, '{}'),
        personal.fields,
        private.utc((p_row).erased_at)
    )::api.history_item)
    from (
        select array_agg(distinct field order by field) as fields
        from (
            select jsonb_object_keys((p_row).personal -> 'before') as field
            union all
            select jsonb_object_keys((p_row).personal -> 'after')
            union all
            select p.column_name
            from data.personal_columns as p
            where
                p.table_name = (p_row).table_name
                and p.kind <> 'secret'
                and (p_row).erased_at is not null
        ) as named
    ) as said
    cross join lateral (select coalesce(said.fields, '{}') as fields) as personal
    cross join lateral (
        select jsonb_object_agg(field, null) as fields
        from unnest(personal.fields) as field
        where (p_row).erased_at is not null
    ) as hidden;
$$;

comment on function private.history_json is 'A change as clients see it.';

grant execute on function private.history_json to holdfast_api;
