-- Whether a lead is as it was when an offer of it was read: the same person at the same place, with
-- as many seats and the same limits. Cheap, for whoever has just locked the lead's calendar.

create function private.is_unchanged(p_tenant_id uuid, p_offer private.offer) returns boolean
    language sql stable parallel safe
    return exists (
        select
        from data.resources as r
        where
            r.tenant_id = p_tenant_id
            and r.resource_id = (p_offer).resource_id
            and r.location_id = (p_offer).location_id
            and r.seats = (p_offer).seats
            and r.max_party_size is not distinct from (p_offer).max_party_size
            and r.max_per_day is not distinct from (p_offer).resource_max_per_day
            and r.person_id is not distinct from (p_offer).person_id
            and r.archived_at is null
            and r.left_at is null
    );

comment on function private.is_unchanged is 'Whether a lead is as it was when it was offered.';

grant execute on function private.is_unchanged to holdfast_api;
