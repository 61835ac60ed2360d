-- Whether the directory shows a business to somebody who looks for p_q, in any case and anywhere in
-- its name, or for a trade.

create function private.is_listed(
    p_business data.directory,
    p_q text,
    p_preset text
) returns boolean
    language sql stable parallel safe
    return (p_business).status = 'active'
    and (p_preset is null or (p_business).preset = p_preset)
    and (
        p_q is null
        or strpos(lower((p_business).name), lower(p_q)) > 0
        or strpos((p_business).slug, lower(p_q)) > 0
    );

comment on function private.is_listed is 'Whether the directory shows a business.';

grant execute on function private.is_listed to holdfast_api;
