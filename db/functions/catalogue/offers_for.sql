-- The offers that a caller may choose from: customers see what is public only.
--
-- Fails with  KN002  service-not-found
--             KN005  resource-not-found (or it does not do that)
--             KN006  location-not-found (or nobody does it there)

create function private.offers_for(
    p_tenant_id uuid,
    p_service_id uuid,
    p_resource_id uuid,
    p_location_id uuid,
    p_as_customer boolean
) returns private.offer[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_offers private.offer[];
begin
    select array_agg(o order by o.resource_id)
    into v_offers
    from private.offers(p_tenant_id, p_service_id) as o
    where
        (p_resource_id is null or o.resource_id = p_resource_id)
        and (p_location_id is null or o.location_id = p_location_id)
        and (o.is_public or not p_as_customer);

    if v_offers is null then
        perform private.refuse_offers(p_tenant_id, p_service_id, p_resource_id, p_as_customer);
    end if;

    return v_offers;
end;
$$;

comment on function private.offers_for is 'The offers that a caller may choose from.';

grant execute on function private.offers_for to holdfast_api;
