-- Refuses what a business that has not paid cannot do.
--
-- Fails with  KF160  subscription-lapsed

create function private.require_paid(p_tenant_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if private.is_lapsed(p_tenant_id) then
        raise exception using
            errcode = 'KF160',
            message = 'This business can only be read until its plan is paid.';
    end if;
end;
$$;

comment on function private.require_paid is 'Raise if a business can only be read.';

grant execute on function private.require_paid to holdfast_api;
