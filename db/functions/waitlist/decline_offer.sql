-- POST /v1/tenants/{slug}/waitlist/{id}/decline
-- POST /v1/waitlist/{id}/decline
--
-- A no ends the entry: the slot would suit it again at once. Who still wants another joins anew.
--
-- Fails with  KN012  waitlist-entry-not-found
--             KV003  idempotency-mismatch
--             and what private.end_waiting says: KC051

create function api.decline_offer(p_tenant_id uuid, p_entry_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'waitlist:' || p_entry_id;
    v_entry constant data.waitlist := private.require_waitlist_entry(p_tenant_id, p_entry_id);
    v_answer constant jsonb := private.replay(p_tenant_id, v_caller);
begin
    if v_answer is not null then
        return v_answer;
    end if;

    return private.remember(
        p_tenant_id,
        v_caller,
        private.waitlist_entry_json(private.end_waiting(v_entry, 'declined'))
    );
end;
$$;

comment on function api.decline_offer is
    'Decline what is offered from the waitlist; it goes to the next who waits.

The entry ends with it. Who wants to wait on joins anew.

Answers waitlist_entry.';

alter function api.decline_offer owner to holdfast_api;
grant execute on function api.decline_offer to holdfast_web, holdfast_person;
