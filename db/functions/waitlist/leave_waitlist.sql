-- POST /v1/tenants/{slug}/waitlist/{id}/leave
-- POST /v1/waitlist/{id}/leave
--
-- Who has been offered something declines it by leaving.
--
-- Fails with  KN012  waitlist-entry-not-found
--             KV003  idempotency-mismatch
--             and what private.end_waiting says: KC051

create function api.leave_waitlist(p_tenant_id uuid, p_entry_id uuid) returns jsonb
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
        private.waitlist_entry_json(private.end_waiting(v_entry, 'left'))
    );
end;
$$;

comment on function api.leave_waitlist is
    'Wait no longer; what was offered goes to the next who waits.

Answers waitlist_entry.';

alter function api.leave_waitlist owner to holdfast_api;
grant execute on function api.leave_waitlist to holdfast_web, holdfast_person;
