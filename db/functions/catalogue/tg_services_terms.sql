-- Who can take which part in a service, and on which terms, is told as a change of the service:
-- once for whatever a transaction does to it, and not of one that it makes.

create function private.tg_services_terms() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_service record;
begin
    for v_service in
        select distinct c.tenant_id, c.service_id
        from changed as c
        where not exists (
            select
            from data.events as e
            where
                e.tenant_id = c.tenant_id
                and e.sequence is null
                and e.subject_id = c.service_id
                and e.type in ('service.created', 'service.updated')
                and e.occurred_at = now()
        )
    loop
        perform private.record_event(
            v_service.tenant_id, 'service.updated', v_service.service_id, null, '{}'
        );
    end loop;

    return null;
end;
$$;

comment on function private.tg_services_terms is 'Record that what a service needs has changed.';

alter function private.tg_services_terms owner to holdfast_relay;

create trigger _900_event_of_insert after insert on data.requirements
referencing new table as changed
for each statement execute function private.tg_services_terms();

create trigger _900_event_of_update after update on data.requirements
referencing new table as changed
for each statement execute function private.tg_services_terms();

create trigger _900_event_of_delete after delete on data.requirements
referencing old table as changed
for each statement execute function private.tg_services_terms();

create trigger _900_event_of_insert after insert on data.candidates
referencing new table as changed
for each statement execute function private.tg_services_terms();

create trigger _900_event_of_update after update on data.candidates
referencing new table as changed
for each statement execute function private.tg_services_terms();

create trigger _900_event_of_delete after delete on data.candidates
referencing old table as changed
for each statement execute function private.tg_services_terms();
