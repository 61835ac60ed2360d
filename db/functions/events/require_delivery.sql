-- A delivery that is there.
--
-- Fails with  KN500  delivery-not-found

create function private.require_delivery(p_tenant_id uuid, p_delivery_id uuid)
returns data.deliveries
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_delivery data.deliveries;
begin
    select *
    into v_delivery
    from data.deliveries
    where tenant_id = p_tenant_id and delivery_id = p_delivery_id;

    if not found then
        raise exception using
            errcode = 'KN500',
            message = 'There is no such delivery.';
    end if;

    return v_delivery;
end;
$$;

comment on function private.require_delivery is 'A delivery that is there.';

grant execute on function private.require_delivery to holdfast_api;
