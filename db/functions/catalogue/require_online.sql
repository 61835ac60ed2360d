-- Refuses what of a service cannot be paid online, or charged, though it is to be: in this
-- currency, or so little. Of each lead, whose price may be its own.
--
-- Fails with  KV024  currency-not-online
--             KV025  amount-too-small

create function private.require_online(p_tenant_id uuid, p_service_id uuid) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_currency constant text := (select currency from data.tenants where tenant_id = p_tenant_id);
    v_least constant bigint := private.least_online(v_currency);
    v_service data.services;
begin
    select *
    into v_service
    from data.services
    where tenant_id = p_tenant_id and service_id = p_service_id;

    if not (v_service.pay_online or v_service.card_required) then
        return;
    end if;

    if v_least is null then
        raise exception using
            errcode = 'KV024',
            message = format('Nothing can be paid online in %s.', v_currency),
            column = case when v_service.pay_online then 'pay_online' else 'card_required' end;
    end if;

    if v_service.pay_online and exists (
        select
        from (
            select v_service.price_minor as price_minor
            union all
            select c.price_minor
            from data.candidates as c
            where
                c.tenant_id = p_tenant_id
                and c.service_id = p_service_id
                and c.position = 1
                and c.price_minor is not null
        ) as p
        where not private.fits_online(
            v_currency, p.price_minor, least(v_service.deposit_minor, p.price_minor)
        )
        -- What costs nothing is not paid.
        and p.price_minor > 0
    ) then
        raise exception using
            errcode = 'KV025',
            message = format(
                'The least that can be paid online at a time are %s minor units of %s: the price, '
                'the deposit, and what is left of the price after it.',
                v_least, v_currency
            ),
            column = case when v_service.deposit_minor > 0 then 'deposit' else 'price' end;
    end if;
end;
$$;

comment on function private.require_online is
    'Raise if a service is to be paid online, and cannot be.';

grant execute on function private.require_online to holdfast_api;
