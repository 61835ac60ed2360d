-- DELETE /v1/waitlist/{id}
--
-- The entry stays on record as one that was left.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN012  waitlist-entry-not-found
--             and what private.end_waiting says: KC051

create function api.delete_waitlist_entry(p_tenant_id uuid, p_entry_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_staff();
    perform private.end_waiting(private.require_waitlist_entry(p_tenant_id, p_entry_id), 'left');
end;
$$;

comment on function api.delete_waitlist_entry is
    'Take somebody off the waitlist; what was offered goes to the next who waits.

Answers nothing.';

alter function api.delete_waitlist_entry owner to holdfast_api;
grant execute on function api.delete_waitlist_entry to holdfast_web, holdfast_person;
