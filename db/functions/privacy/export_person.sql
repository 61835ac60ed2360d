-- GET /v1/customers/{id}/export
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN004  customer-not-found

create function api.export_person(p_tenant_id uuid, p_customer_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    perform private.require_person(p_tenant_id, p_customer_id);

    return to_jsonb(row(
        p_customer_id,
        private.utc(now()),
        private.person_records(p_tenant_id, p_customer_id)
    )::api.person);
end;
$$;

comment on function api.export_person is
    'All that is known of a customer, for them to have.

Answers person.';

alter function api.export_person owner to holdfast_api;
grant execute on function api.export_person to holdfast_web, holdfast_person;
