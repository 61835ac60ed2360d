-- Whether enough of a series can be had for its mode: all of it, or for the other modes some.

create function private.fits_mode(p_occurrences jsonb, p_mode text) returns boolean
    language sql immutable parallel safe
    return case
        when p_mode = 'all_or_nothing' then private.conflicts_of(p_occurrences) = '[]'
        else private.conflicts_of(p_occurrences) <> p_occurrences
    end;

comment on function private.fits_mode is 'Whether enough of a series can be had for its mode.';

grant execute on function private.fits_mode to holdfast_api;
