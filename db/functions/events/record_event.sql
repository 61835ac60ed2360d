-- Appends an event: type 'subject.verb', the row it is about, and facts without personal data.

create function private.record_event(
    p_tenant_id uuid,
    p_type text,
    p_subject_id uuid,
    p_version integer,
    p_data jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.events (tenant_id, type, subject_id, subject_version, data, actor_id)
    values (p_tenant_id, p_type, p_subject_id, p_version, p_data, private.current_user_id());
end;
$$;

comment on function private.record_event is 'Append an event to the outbox.';

grant execute on function private.record_event to holdfast_api, holdfast_relay;
