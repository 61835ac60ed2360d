-- PATCH /v1/closures/{id}
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC030  bookings-in-the-way
--             KN010  closure-not-found
--             KV030  span-invalid

create function api.update_closure(
    p_tenant_id uuid,
    p_closure_id uuid,
    p_starts_at data.instant default null,
    p_ends_at data.instant default null,
    p_reason data.short_text default null,
    p_keep_bookings boolean default false,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_old data.closures;
    v_new data.closures;
    v_locked record;
begin
    perform private.require_role('owner', 'manager');
    v_old := private.require_closure(p_tenant_id, p_closure_id);
    v_locked := private.lock_location(p_tenant_id, v_old.location_id, true);
    -- Read again: from here on nobody else changes it.
    v_old := private.require_closure(p_tenant_id, p_closure_id);

    v_new := v_old;
    v_new.starts_at := private.patched(
        p_clear, 'starts_at', p_starts_at::timestamptz, v_old.starts_at
    );
    v_new.ends_at := private.patched(p_clear, 'ends_at', p_ends_at::timestamptz, v_old.ends_at);
    v_new.reason := private.patched(p_clear, 'reason', p_reason, v_old.reason);
    perform private.require_span(v_new.starts_at, v_new.ends_at, '366 days');

    if not p_keep_bookings then
        perform private.require_no_bookings(
            p_tenant_id,
            private.bookings_during(
                p_tenant_id, v_locked.resource_ids, v_new.starts_at, v_new.ends_at
            ),
            private.bookings_during(
                p_tenant_id, v_locked.resource_ids, v_old.starts_at, v_old.ends_at
            )
        );
    end if;

    update data.closures
    set starts_at = v_new.starts_at, ends_at = v_new.ends_at, reason = v_new.reason
    where tenant_id = p_tenant_id and closure_id = p_closure_id;

    perform private.offer_freed(p_tenant_id, v_locked.freed_ids);

    return private.closure_json(v_new);
end;
$$;

comment on function api.update_closure is
    'Change a closure, or what is said about it.

If bookings stand in time that it takes anew, it is refused with 409 bookings-in-the-way and the
first 50 of them; with keep_bookings they stay as they are.

Answers closure.';

alter function api.update_closure owner to holdfast_api;
grant execute on function api.update_closure to holdfast_web, holdfast_person;
