-- DELETE /v1/customers/{id}/notes/{note_id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN028  note-not-found

create function api.delete_note(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_note_id uuid
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_note(p_tenant_id, p_customer_id, p_note_id);

    delete from data.customer_notes
    where tenant_id = p_tenant_id and note_id = p_note_id;
end;
$$;

comment on function api.delete_note is
    'Delete a note on a customer.

Answers nothing.';

alter function api.delete_note owner to holdfast_api;
grant execute on function api.delete_note to holdfast_web, holdfast_person;
