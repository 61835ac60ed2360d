-- Records a change to a row, in the transaction that makes it: who, when, what it was and what it
-- became. What is personal goes apart, with a salt, and its digest beside it.
--
-- It runs as a role that may do just that, since whoever changes the row may not write history; and
-- a change that cascades comes with the rights of the table's owner, who may not either.
--
-- One insert, and no plan of its own making: it is on the road of every booking. Its arguments are
-- known when the trigger is made (db/policies/audit.sql): the column of the row's id, the columns
-- that are personal, all the others, those that are secret, and the table's name.

create function private.tg_record_history() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_row constant jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    v_personal_columns constant text[] := tg_argv[1];
    v_other_columns constant text[] := tg_argv[2];
    v_before jsonb;
    v_after jsonb;
    v_personal jsonb;
begin
    if tg_op = 'INSERT' then
        v_after := jsonb_strip_nulls(v_row);
    elsif tg_op = 'DELETE' then
        v_before := jsonb_strip_nulls(v_row);
    else
        select
            jsonb_strip_nulls(jsonb_object_agg(was.key, was.value)),
            jsonb_strip_nulls(jsonb_object_agg(was.key, v_row -> was.key))
        into v_before, v_after
        from jsonb_each(to_jsonb(old)) as was
        where was.value <> v_row -> was.key;
    end if;

    if tg_argv[3] <> '{}' then
        v_before := private.masked(v_before, tg_argv[3]::text[]);
        v_after := private.masked(v_after, tg_argv[3]::text[]);
    end if;

    v_personal := case
        when v_before ?| v_personal_columns or v_after ?| v_personal_columns
            then jsonb_strip_nulls(jsonb_build_object(
                'before', v_before - v_other_columns,
                'after', v_after - v_other_columns,
                'salt', gen_random_uuid()
            ))
    end;

    insert into data.history (
        tenant_id, actor_id, actor_role, actor_name, request_id, table_name, subject_id, operation,
        before, after, personal, personal_digest
    )
    values (
        (v_row ->> 'tenant_id')::uuid,
        coalesce(v_claims ->> 'sub', v_claims ->> 'account')::uuid,
        case when v_claims ? 'acting' then 'platform_admin' else v_claims ->> 'role' end,
        case
            when v_claims ? 'request_id' or v_claims ->> 'role' = 'worker' then null
            else 'psql as ' || session_user
        end,
        v_claims ->> 'request_id',
        tg_argv[4],
        (v_row ->> tg_argv[0])::uuid,
        lower(tg_op),
        v_before - v_personal_columns,
        v_after - v_personal_columns,
        v_personal,
        sha256(convert_to(v_personal::text, 'UTF8'))
    );

    return null;
end;
$$;

comment on function private.tg_record_history is
    'Record who changed a row, when, and what it was and became.';

alter function private.tg_record_history owner to holdfast_historian;
