-- PATCH /v1/customers/{id}/notes/{note_id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF031  not-your-note
--             KN028  note-not-found

create function api.update_note(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_note_id uuid,
    p_body data.body_text default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_note data.customer_notes;
begin
    perform private.require_staff();
    v_note := private.require_note(p_tenant_id, p_customer_id, p_note_id);

    if v_note.author_id is distinct from private.current_user_id() then
        raise exception using
            errcode = 'KF031',
            message = 'Only who wrote a note can change it.';
    end if;

    update data.customer_notes
    set body = private.patched(p_clear, 'body', p_body, body), updated_at = now()
    where tenant_id = p_tenant_id and note_id = p_note_id
    returning * into v_note;

    return private.note_json(v_note);
end;
$$;

comment on function api.update_note is
    'Change a note of your own.

Answers note.';

alter function api.update_note owner to holdfast_api;
grant execute on function api.update_note to holdfast_web, holdfast_person;
