-- Says why there is no offer to choose from: the service is not there, or nobody does it as asked.
-- Always raises.
--
-- Fails with  KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found

create function private.refuse_offers(
    p_tenant_id uuid,
    p_service_id uuid,
    p_resource_id uuid,
    p_as_customer boolean
) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_offers constant private.offer[] := array(
        select o
        from private.offers(p_tenant_id, p_service_id) as o
        where o.is_public or not p_as_customer
    );
begin
    if v_offers = '{}' then
        raise exception using
            errcode = 'KN002',
            message = 'There is no such service, or nobody to do it.',
            column = 'service_id';
    end if;

    perform from unnest(v_offers) as o where (o).resource_id = p_resource_id;

    if p_resource_id is not null and not found then
        raise exception using
            errcode = 'KN005',
            message = 'There is nobody of that id who does it.',
            column = 'resource_id';
    end if;

    raise exception using
        errcode = 'KN006',
        message = 'Nobody does it there.',
        column = 'location_id';
end;
$$;

comment on function private.refuse_offers is 'Say why there is no offer to choose from.';

grant execute on function private.refuse_offers to holdfast_api;
