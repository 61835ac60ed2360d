-- How often in a year something is paid.

create function private.per_year(p_interval text) returns integer
    language sql immutable parallel safe
    return case p_interval when 'month' then 12 else 1 end;

comment on function private.per_year is 'How often in a year something is paid.';

grant execute on function private.per_year to holdfast_api;
