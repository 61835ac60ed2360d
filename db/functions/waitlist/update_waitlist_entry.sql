-- PATCH /v1/waitlist/{id}
--
-- A new window is like joining anew, at the old place in the queue: nobody waits for what is free.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN002  service-not-found
--             KN005  resource-not-found
--             KN006  location-not-found
--             KN012  waitlist-entry-not-found
--             KC050  slots-free
--             KC051  not-waiting
--             KV060  window-invalid

create function api.update_waitlist_entry(
    p_tenant_id uuid,
    p_entry_id uuid,
    p_from data.date_or_instant default null,
    p_to data.date_or_instant default null,
    p_priority integer default null,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_entry data.waitlist;
    v_offers private.offer[];
    v_window record;
begin
    perform private.require_staff();
    perform private.require_waitlist_entry(p_tenant_id, p_entry_id);
    perform pg_advisory_xact_lock(private.waitlist_key(p_tenant_id));
    -- Read again: from here on nobody is offered anything.
    v_entry := private.require_waitlist_entry(p_tenant_id, p_entry_id);

    if v_entry.status <> 'waiting' then
        raise exception using
            errcode = 'KC051',
            message = format('The entry is %s: nothing can be changed any more.', v_entry.status);
    end if;

    if p_from is not null or p_to is not null or p_clear ?| '{from,to}' then
        v_offers := private.offers_for(
            p_tenant_id, v_entry.service_id, v_entry.resource_id, v_entry.location_id,
            v_entry.created_by is null
        );
        v_window := private.window_of(
            private.patched(p_clear, 'from', p_from::text, private.utc(v_entry.window_starts_at)),
            private.patched(p_clear, 'to', p_to::text, private.utc(v_entry.window_ends_at)),
            v_offers[1]
        );
        v_entry.window_starts_at := v_window.starts_at;
        v_entry.window_ends_at := v_window.ends_at;
        perform private.require_nothing_free(v_entry, v_offers);
    end if;

    update data.waitlist
    set
        window_starts_at = v_entry.window_starts_at,
        window_ends_at = v_entry.window_ends_at,
        priority = private.patched(p_clear, 'priority', p_priority, priority)
    where tenant_id = p_tenant_id and entry_id = p_entry_id and status = 'waiting'
    returning * into v_entry;

    perform private.keep_for_handing_on(v_entry);
    return private.waitlist_entry_json(v_entry);
end;
$$;

comment on function api.update_waitlist_entry is
    'Change what somebody waits for, or how much it matters.

As on joining, a window in which something is free is refused with 409 slots-free.

Answers waitlist_entry.';

alter function api.update_waitlist_entry owner to holdfast_api;
grant execute on function api.update_waitlist_entry to holdfast_web, holdfast_person;
