-- What the law has a business keep for a while, whoever is erased: a condition for the rows of a
-- table that may be emptied, as SQL. True: all of them.

create function private.kept_by_law(p_table text) returns text
    language sql immutable parallel safe
    return case p_table when 'invoices' then 'kept_until < current_date' else 'true' end;

comment on function private.kept_by_law is
    'Which rows of a table the law lets be emptied, as SQL.';

grant execute on function private.kept_by_law to holdfast_eraser;
