-- Templates as a client says them, {"reminder": {"it": {"name": "promemoria", "language": "it",
-- "parameters": ["name", "when"]}}}: with all that is left out.
--
-- Fails with  KV540  templates-invalid

create function private.require_templates(p_templates jsonb) returns jsonb
    language plpgsql immutable
    set search_path = ''
as $$
declare
    v_kinds constant text[] := array(
        select kind from private.notice_kinds() where recipient = 'customer'
    );
    v_words constant text[] := '{
        name,business,service,staff,when,previously,location,address,link
    }';
    v_read jsonb := '{}';
    v_kind record;
    v_one record;
    v_problem text;
begin
    v_problem := case when jsonb_typeof(p_templates) <> 'object' then 'is not an object' end;

    for v_kind in
        select *
        from jsonb_each(case when v_problem is null then p_templates else '{}' end)
    loop
        v_problem := case
            when v_kind.key <> all(v_kinds) then v_kind.key || ' is no kind of notice'
            when jsonb_typeof(v_kind.value) <> 'object' then v_kind.key || ' is not an object'
        end;
        exit when v_problem is not null;
        v_read := jsonb_set(v_read, array[v_kind.key], '{}');

        for v_one in
            select e.key as locale, e.value as template
            from jsonb_each(v_kind.value) as e
        loop
            v_problem := v_kind.key || '/' || v_one.locale || case
                when v_one.locale not in ('en', 'it', 'pl', 'da') then ' is no language of ours'
                when jsonb_typeof(v_one.template) <> 'object' then ' is not an object'
                when v_one.template - '{name,language,parameters}'::text[] <> '{}'
                    then ' has more than name, language and parameters'
                when coalesce(v_one.template ->> 'name', '') !~ '^[a-z0-9_]{1,255}$'
                    then '/name is a to z, 0 to 9 and _'
                when coalesce(v_one.template ->> 'language', '') !~ '^[a-z]{2,3}(_[A-Z]{2,3})?$'
                    then '/language is a language as WhatsApp has it: en, en_GB, it'
                when jsonb_typeof(v_one.template -> 'parameters') <> 'array'
                    or not v_one.template -> 'parameters' <@ to_jsonb(v_words)
                    then '/parameters has what is no word: ' || array_to_string(v_words, ', ')
            end;
            exit when v_problem is not null;
            v_read := jsonb_set(v_read, array[v_kind.key, v_one.locale], v_one.template
                || jsonb_build_object('parameters', coalesce(
                    v_one.template -> 'parameters', '["name", "service", "business", "when"]'
                )));
        end loop;

        exit when v_problem is not null;
    end loop;

    if v_problem is not null then
        raise exception using
            errcode = 'KV540',
            message = v_problem,
            column = 'templates';
    end if;

    return v_read;
end;
$$;

comment on function private.require_templates is 'Templates of WhatsApp, read from JSON.';

grant execute on function private.require_templates to holdfast_api;
