-- A delivery to a webhook of the business.
--
-- Fails with  KN521  webhook-delivery-not-found

create function private.require_webhook_delivery(
    p_tenant_id uuid,
    p_webhook_id uuid,
    p_delivery_id uuid
) returns data.deliveries
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_delivery data.deliveries;
begin
    select *
    into v_delivery
    from data.deliveries
    where
        tenant_id = p_tenant_id
        and delivery_id = p_delivery_id
        and channel = 'webhook'
        and target_id = p_webhook_id;

    if not found then
        raise exception using
            errcode = 'KN521',
            message = 'There is no such delivery.',
            column = 'delivery_id';
    end if;

    return v_delivery;
end;
$$;

comment on function private.require_webhook_delivery is 'A delivery that is there.';

grant execute on function private.require_webhook_delivery to holdfast_api;
