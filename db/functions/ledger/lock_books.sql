-- The lock of the months of a business: shared by whoever posts something, exclusive by whoever
-- closes a month. So a month that is closed has all that was posted in it.

create function private.lock_books(p_tenant_id uuid, p_alone boolean) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_key constant bigint := private.lock_key(
        p_tenant_id, '00000000-0000-0000-0000-00000000b00c'
    );
begin
    if p_alone then
        perform pg_advisory_xact_lock(v_key);
    else
        perform pg_advisory_xact_lock_shared(v_key);
    end if;
end;
$$;

comment on function private.lock_books is 'The lock of the months of a business.';

grant execute on function private.lock_books to holdfast_api;
