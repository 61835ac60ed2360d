-- POST /v1/locations/{id}/restore
--
-- What was never deleted is answered as it is.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN006  location-not-found
--             KV003  idempotency-mismatch

create function api.restore_location(p_tenant_id uuid, p_location_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_location data.locations;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    update data.locations
    set archived_at = null
    where tenant_id = p_tenant_id and location_id = p_location_id
    returning * into v_location;

    if not found then
        raise exception using
            errcode = 'KN006',
            message = 'There is no such location.';
    end if;

    return private.remember(p_tenant_id, 'staff', private.location_json(v_location));
end;
$$;

comment on function api.restore_location is
    'Open a location again that was deleted. What was there is restored by itself.

Answers location.';

alter function api.restore_location owner to holdfast_api;
grant execute on function api.restore_location to holdfast_web, holdfast_person;
