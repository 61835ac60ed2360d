-- GET /v1/deliveries/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN500  delivery-not-found

create function api.get_delivery(p_tenant_id uuid, p_delivery_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');

    return private.describe_delivery(private.require_delivery(p_tenant_id, p_delivery_id));
end;
$$;

comment on function api.get_delivery is
    'Something that was or is to be told to somebody, and what became of that.

Answers delivery.';

alter function api.get_delivery owner to holdfast_api;
grant execute on function api.get_delivery to holdfast_web, holdfast_person;
