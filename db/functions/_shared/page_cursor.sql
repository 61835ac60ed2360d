-- The opaque cursor that stands for the last item of a page.

create function private.page_cursor(variadic p_keys text[]) returns text
    language sql immutable parallel safe
    return translate(
        encode(convert_to(to_jsonb(p_keys)::text, 'UTF8'), 'base64'), E'+/\n', '-_'
    );

comment on function private.page_cursor is 'A cursor that points behind an item with these keys.';

grant execute on function private.page_cursor to holdfast_api;
