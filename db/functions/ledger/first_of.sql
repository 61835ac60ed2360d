-- The first day of a month as clients say it.

create function private.first_of(p_month text) returns date
    language sql immutable parallel safe
    return make_date(left(p_month, 4)::integer, right(p_month, 2)::integer, 1);

comment on function private.first_of is 'The first day of a month.';

grant execute on function private.first_of to holdfast_api;
