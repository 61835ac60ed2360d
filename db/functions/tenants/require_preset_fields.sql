-- Refuses a part of a preset that is not an object, or that has a field nobody knows: a field that
-- is spelled wrongly is not an option that was left out.
--
-- Fails with  KV040  preset-invalid

create function private.require_preset_fields(
    p_pointer text,
    p_given jsonb,
    p_known text[]
) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_field text;
begin
    if jsonb_typeof(p_given) is distinct from 'object' then
        raise exception using
            errcode = 'KV040',
            message = p_pointer || ' is not an object.',
            column = p_pointer;
    end if;

    select key
    into v_field
    from jsonb_object_keys(p_given) as key
    where key <> all(p_known)
    order by key
    limit 1;

    if found then
        raise exception using
            errcode = 'KV040',
            message = format('%s/%s is not known.', p_pointer, v_field),
            column = format('%s/%s', p_pointer, v_field);
    end if;
end;
$$;

comment on function private.require_preset_fields is
    'Raise unless a part of a preset is an object of known fields.';

grant execute on function private.require_preset_fields to holdfast_api;
