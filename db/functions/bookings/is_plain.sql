-- Whether a lead takes a visit alone, one at a time and without counting: then the constraints
-- judge between those who want the same, and its calendar can be shared.

create function private.is_plain(p_offer private.offer) returns boolean
    language sql immutable parallel safe
    return (p_offer).extra_positions = 0
        and (p_offer).capacity = 1
        and (p_offer).seats = 1
        and (p_offer).resource_max_per_day is null;

comment on function private.is_plain is 'Whether a visit with a lead shares its calendar.';

grant execute on function private.is_plain to holdfast_api;
