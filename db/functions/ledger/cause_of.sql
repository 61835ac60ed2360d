-- The cause of a journal about something that may happen to it more than once: the first is
-- '<kind>:<id>', those after it have a number. Whoever posts by it has what it is about locked.

create function private.cause_of(p_tenant_id uuid, p_kind text, p_object_id uuid) returns text
    language sql stable
    set search_path = ''
as $$
    select format('%s:%s', p_kind, p_object_id)
        || case when count(*) = 0 then '' else ':' || count(*) end
    from data.journals
    where tenant_id = p_tenant_id and object_id = p_object_id and kind = p_kind;
$$;

comment on function private.cause_of is 'The cause of what may happen to something more than once.';

grant execute on function private.cause_of to holdfast_api;
