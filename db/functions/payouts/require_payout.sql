-- A payout of a business.
--
-- Fails with  KN141  payout-not-found

create function private.require_payout(p_tenant_id uuid, p_payout_id uuid) returns data.payouts
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_payout data.payouts;
begin
    select *
    into v_payout
    from data.payouts
    where tenant_id = p_tenant_id and payout_id = p_payout_id;

    if not found then
        raise exception using
            errcode = 'KN141',
            message = 'There is no such payout.';
    end if;

    return v_payout;
end;
$$;

comment on function private.require_payout is 'A payout of a business.';

grant execute on function private.require_payout to holdfast_api;
