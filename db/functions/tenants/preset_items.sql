-- The items of a list in a preset, in order, each with a pointer for whoever has to correct it. A
-- list that is left out, or has nothing in it, leaves a business without something it cannot do
-- without.
--
-- Fails with  KV040  preset-invalid

create function private.preset_items(p_pointer text, p_list jsonb)
returns table (nth integer, pointer text, item jsonb)
    language plpgsql stable
    set search_path = ''
as $$
begin
    if jsonb_typeof(p_list) is distinct from 'array' or p_list = '[]' then
        raise exception using
            errcode = 'KV040',
            message = p_pointer || ' is not a list with something in it.',
            column = p_pointer;
    end if;

    return query
    select e.n::integer, format('%s/%s', p_pointer, e.n - 1), e.value
    from jsonb_array_elements(p_list) with ordinality as e (value, n)
    order by e.n;
end;
$$;

comment on function private.preset_items is 'The items of a list in a preset, with pointers.';

grant execute on function private.preset_items to holdfast_api;
