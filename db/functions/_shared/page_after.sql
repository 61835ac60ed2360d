-- What a cursor points behind: the sort keys of the last item of a page, as text. Null: the start.
--
-- Fails with  KV002  cursor-unreadable

create function private.page_after(p_cursor text, p_keys integer) returns text[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_keys text[];
begin
    if p_cursor is null then
        return null;
    end if;

    begin
        select array_agg(value order by ordinality)
        into strict v_keys
        from jsonb_array_elements_text(
            convert_from(decode(translate(p_cursor, '-_', '+/'), 'base64'), 'UTF8')::jsonb
        ) with ordinality;
    exception
        when data_exception then
            v_keys := null;
    end;

    if cardinality(v_keys) is distinct from p_keys then
        raise exception using
            errcode = 'KV002',
            message = 'This is not a cursor of ours.',
            column = 'cursor';
    end if;

    return v_keys;
end;
$$;

comment on function private.page_after is 'The sort keys that a cursor stands for.';

grant execute on function private.page_after to holdfast_api;
