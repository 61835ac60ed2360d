-- Why nobody can take a slug: invalid, reserved or taken; null if one can. What an abandoned
-- application has is not taken.

create function private.slug_reason(p_slug text) returns text
    language sql stable parallel safe
    return case
        when p_slug !~ '^[a-z0-9](-?[a-z0-9]){1,62}$' then 'invalid'
        when starts_with(p_slug, 'abandoned-') then 'reserved'
        when exists (select from data.reserved_slugs where slug = p_slug) then 'reserved'
        when exists (
            select from data.directory as d where d.slug = p_slug and not private.is_abandoned(d)
        ) then 'taken'
    end;

comment on function private.slug_reason is 'Why a slug cannot be had, or null.';

grant execute on function private.slug_reason to holdfast_api;
