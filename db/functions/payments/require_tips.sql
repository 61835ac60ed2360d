-- Refuses a tip where a business takes none.
--
-- Fails with  KC152  tips-off

create function private.require_tips(p_tenant_id uuid, p_tip_minor bigint) returns void
    language plpgsql stable
    set search_path = ''
as $$
begin
    if p_tip_minor > 0 and not exists (
        select
        from data.tenants
        where tenant_id = p_tenant_id and tips_on
    ) then
        raise exception using
            errcode = 'KC152',
            message = 'This business takes no tips.',
            column = 'tip';
    end if;
end;
$$;

comment on function private.require_tips is 'Raise if there is a tip, and the business takes none.';

grant execute on function private.require_tips to holdfast_api;
