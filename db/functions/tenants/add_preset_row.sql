-- Adds a row that a preset describes. p_given is what the preset says, p_fixed what it has no say
-- in; columns that neither names keep the defaults of the table. p_known are the columns that it
-- may name, p_apart the fields that stand beside them and go elsewhere.
--
-- The table judges the values, and what it says becomes a refusal with a pointer. What another
-- table says, through a trigger, is not the preset's doing: a slug that is taken stays that.
--
-- Fails with  KV040  preset-invalid

create function private.add_preset_row(
    p_pointer text,
    p_table regclass,
    p_fixed jsonb,
    p_given jsonb,
    p_known text[],
    p_apart text[] default '{}'
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_row jsonb;
    v_table text;
    v_column text;
    v_constraint text;
begin
    perform private.require_preset_fields(p_pointer, p_given, p_known || p_apart);
    v_row := (p_given - p_apart) || p_fixed;

    execute format(
        'insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1)',
        p_table,
        (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(v_row) as key)
    )
    using v_row;
exception
    when integrity_constraint_violation or data_exception then
        get stacked diagnostics
            v_table = table_name,
            v_column = column_name,
            v_constraint = constraint_name;

        if nullif(v_table, '') <> (select relname from pg_catalog.pg_class where oid = p_table) then
            raise;
        end if;

        raise exception using
            errcode = 'KV040',
            message = format(
                '%s does not fit: %s.',
                p_pointer, coalesce(nullif(v_constraint, ''), nullif(v_column, ''), sqlerrm)
            ),
            column = p_pointer;
end;
$$;

comment on function private.add_preset_row is 'Add a row that a preset describes.';

grant execute on function private.add_preset_row to holdfast_api;
