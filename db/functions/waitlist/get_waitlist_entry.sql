-- GET /v1/tenants/{slug}/waitlist/{id}
-- GET /v1/waitlist/{id}
--
-- Fails with  KN012  waitlist-entry-not-found

create function api.get_waitlist_entry(p_tenant_id uuid, p_entry_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.waitlist_entry_json(private.require_waitlist_entry(p_tenant_id, p_entry_id));
end;
$$;

comment on function api.get_waitlist_entry is
    'One entry of the waitlist: yours by its manage token, or one that your role may see.

While its status is offered, booking is what is held for you, until its hold_expires_at.

Answers waitlist_entry.';

alter function api.get_waitlist_entry owner to holdfast_api;
grant execute on function api.get_waitlist_entry to holdfast_web, holdfast_person;
