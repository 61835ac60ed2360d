-- Reads a part of a request that is an object, as a composite type: what it does not know is
-- refused, so is what its types refuse, and what is required must be there. 5 is no text, and "5"
-- no number.
--
-- Fails with  KV042  part-invalid

create function private.read_part(
    p_pointer text,
    p_given jsonb,
    p_shape anyelement,
    p_required text[]
) returns anyelement
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_known constant jsonb := to_jsonb(jsonb_populate_record(p_shape, '{}'));
    v_field text := '';
    v_problem text := 'is not an object';
    v_given jsonb;
    v_read jsonb;
begin
    if jsonb_typeof(p_given) is distinct from 'object' then
        raise check_violation;
    end if;

    for v_field, v_given in select key, value from jsonb_each(p_given) order by key loop
        v_problem := 'is not known';

        if not v_known ? v_field then
            raise check_violation;
        end if;

        v_problem := 'does not fit';
        v_read := to_jsonb(jsonb_populate_record(p_shape, jsonb_build_object(v_field, v_given)));

        if jsonb_typeof(v_read -> v_field) <> jsonb_typeof(v_given) then
            raise check_violation;
        end if;
    end loop;

    v_problem := 'is required';

    foreach v_field in array p_required loop
        if p_given ->> v_field is null then
            raise check_violation;
        end if;
    end loop;

    return jsonb_populate_record(p_shape, p_given);
exception
    when check_violation or data_exception then
        raise exception using
            errcode = 'KV042',
            message = btrim(format('%s %s', v_field, v_problem)),
            column = rtrim(p_pointer || '/' || v_field, '/');
end;
$$;

comment on function private.read_part is 'A part of a request, read as a composite type.';

grant execute on function private.read_part to holdfast_api;
