-- One column of a partial update: null if it is to be emptied, the new value if one was given,
-- else what it was. A quoted body, since polymorphic functions cannot have the other kind; it
-- names nothing outside pg_catalog and stays inlinable.

create function private.patched(
    p_clear jsonb,
    p_field text,
    p_given anyelement,
    p_current anyelement
) returns anyelement
    language sql immutable parallel safe
as $$
    select case when p_clear ? p_field then null else coalesce(p_given, p_current) end;
$$;

comment on function private.patched is 'The value of a column after a partial update.';

grant execute on function private.patched to holdfast_api;
