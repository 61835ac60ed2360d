-- POST /v1/customers/{id}/notes
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN004  customer-not-found
--             KV003  idempotency-mismatch

create function api.create_note(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_body data.body_text
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_note data.customer_notes;
begin
    perform private.require_staff();
    perform private.require_customer(p_tenant_id, p_customer_id, false);
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    insert into data.customer_notes (tenant_id, customer_id, body, author_id, author_name)
    values (
        p_tenant_id, p_customer_id, p_body, private.current_user_id(), private.own_name()
    )
    returning * into v_note;

    return private.remember(p_tenant_id, 'staff', private.note_json(v_note));
end;
$$;

comment on function api.create_note is
    'Note something about a customer.

It says who wrote it, and when; only the staff read it.

Answers note.';

alter function api.create_note owner to holdfast_api;
grant execute on function api.create_note to holdfast_web, holdfast_person;
