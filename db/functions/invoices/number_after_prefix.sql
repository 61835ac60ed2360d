-- What stands in the number of a document after its prefix: 2026-00001.

create function private.number_after_prefix(p_year integer, p_sequence integer) returns text
    language sql immutable parallel safe
    return p_year || '-' || lpad(p_sequence::text, greatest(5, length(p_sequence::text)), '0');

comment on function private.number_after_prefix is
    'What stands in the number of a document after its prefix.';

grant execute on function private.number_after_prefix to holdfast_api;
