-- A note on a customer, locked for a change.
--
-- Fails with  KN028  note-not-found

create function private.require_note(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_note_id uuid
) returns data.customer_notes
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_note data.customer_notes;
begin
    select *
    into v_note
    from data.customer_notes
    where
        tenant_id = p_tenant_id
        and customer_id = p_customer_id
        and note_id = p_note_id
    for no key update;

    if not found then
        raise exception using
            errcode = 'KN028',
            message = 'There is no such note.';
    end if;

    return v_note;
end;
$$;

comment on function private.require_note is 'A note that is there.';

grant execute on function private.require_note to holdfast_api;
