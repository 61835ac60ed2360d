-- A delivery that is there. With p_lock it is locked, and nobody is at it.
--
-- Fails with  KC501  delivery-under-way
--             KN500  delivery-not-found

create function private.require_delivery(p_tenant_id uuid, p_delivery_id uuid, p_lock boolean)
returns data.deliveries
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries;
begin
    select *
    into v_delivery
    from data.deliveries
    where tenant_id = p_tenant_id and delivery_id = p_delivery_id;

    if p_lock then
        select *
        into v_delivery
        from data.deliveries
        where tenant_id = p_tenant_id and delivery_id = p_delivery_id
        for no key update;
    end if;

    if v_delivery.delivery_id is null then
        raise exception using
            errcode = 'KN500',
            message = 'There is no such delivery.';
    end if;

    if p_lock and v_delivery.worker_id is not null and v_delivery.due_at > now() then
        raise exception using
            errcode = 'KC501',
            message = 'Somebody is at it. Look again in a minute.';
    end if;

    return v_delivery;
end;
$$;

comment on function private.require_delivery is 'A delivery that is there.';

grant execute on function private.require_delivery to holdfast_api;
