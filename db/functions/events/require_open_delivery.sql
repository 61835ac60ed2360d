-- A delivery that is not over: it waits, or is dead. It is locked, and nobody is at it.
--
-- Fails with  KC500  delivery-settled
--             KC501  delivery-under-way
--             KN500  delivery-not-found

create function private.require_open_delivery(p_tenant_id uuid, p_delivery_id uuid)
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
    where tenant_id = p_tenant_id and delivery_id = p_delivery_id
    for no key update;

    if not found then
        raise exception using
            errcode = 'KN500',
            message = 'There is no such delivery.';
    end if;

    if v_delivery.worker_id is not null and v_delivery.due_at > now() then
        raise exception using
            errcode = 'KC501',
            message = 'Somebody is at it. Look again in a minute.';
    end if;

    if v_delivery.status not in ('dead', 'pending') then
        raise exception using
            errcode = 'KC500',
            message = 'It is over: it was delivered, skipped or discarded.';
    end if;

    return v_delivery;
end;
$$;

comment on function private.require_open_delivery is 'A delivery that is not over.';

grant execute on function private.require_open_delivery to holdfast_api;
