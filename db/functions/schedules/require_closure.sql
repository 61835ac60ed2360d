-- A closure.
--
-- Fails with  KN010  closure-not-found

create function private.require_closure(p_tenant_id uuid, p_closure_id uuid)
returns data.closures
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_closure data.closures;
begin
    select *
    into v_closure
    from data.closures
    where tenant_id = p_tenant_id and closure_id = p_closure_id;

    if not found then
        raise exception using
            errcode = 'KN010',
            message = 'There is no such closure.';
    end if;

    return v_closure;
end;
$$;

comment on function private.require_closure is 'A closure that is there.';

grant execute on function private.require_closure to holdfast_api;
