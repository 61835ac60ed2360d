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
    -- Who may take it, first: a condition on "this one, or anybody" would look at everybody.
    v_resource_ids constant uuid[] := case
        when p_resource_id is not null then array[p_resource_id]
        else array(
            select resource_id
            from data.candidates
            where tenant_id = p_tenant_id and service_id = p_service_id and position = 1
        )
    end;
    v_offers private.offer[];
begin
    -- Apart, so that the planner does not take the last conditions, which nearly always hold, for
    -- a reason to begin with every resource of the business.
    with offers as materialized (
        select k.*
        from private.offers(p_tenant_id, p_service_id) as k
        where k.resource_id = any(v_resource_ids)
    )

    select array_agg(o order by o.resource_id)
    into v_offers
    from offers as o
    where
        (p_location_id is null or o.location_id = p_location_id)
        and (o.is_public or not p_as_customer);

    if v_offers is null then
        perform private.refuse_offers(p_tenant_id, p_service_id, p_resource_id, p_as_customer);
    end if;

    return v_offers;
end;
$$;

comment on function private.offers_for is 'The offers that a caller may choose from.';

grant execute on function private.offers_for to holdfast_api;
