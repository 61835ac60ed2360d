-- PATCH /v1/shifts/{id}
--
-- A shift that moves to another date leaves the old one to the weekly hours, or to its other
-- shifts: both dates are looked at.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC030  bookings-in-the-way
--             KN008  shift-not-found
--             KV030  span-invalid

create function api.update_shift(
    p_tenant_id uuid,
    p_shift_id uuid,
    p_starts_at data.instant default null,
    p_ends_at data.instant default null,
    p_keep_bookings boolean default false,
    p_clear jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_shift data.shifts;
    v_dates date[];
    v_before uuid[];
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_shift := private.require_shift(p_tenant_id, p_shift_id, false);
    v_freed_ids := private.lock_freed(p_tenant_id, array[v_shift.resource_id]);
    v_shift := private.require_shift(p_tenant_id, p_shift_id, true);
    v_dates := array[v_shift.on_date];

    v_shift.starts_at := private.patched(
        p_clear, 'starts_at', p_starts_at::timestamptz, v_shift.starts_at
    );
    v_shift.ends_at := private.patched(
        p_clear, 'ends_at', p_ends_at::timestamptz, v_shift.ends_at
    );
    perform private.require_span(v_shift.starts_at, v_shift.ends_at, '24 hours');

    v_shift.on_date := private.shift_date(p_tenant_id, v_shift.resource_id, v_shift.starts_at);
    v_dates := v_dates || v_shift.on_date;
    v_before := private.bookings_outside_shifts(p_tenant_id, v_shift.resource_id, v_dates);

    update data.shifts
    set on_date = v_shift.on_date, starts_at = v_shift.starts_at, ends_at = v_shift.ends_at
    where tenant_id = p_tenant_id and shift_id = p_shift_id;

    if not p_keep_bookings then
        perform private.require_no_bookings(
            p_tenant_id,
            private.bookings_outside_shifts(p_tenant_id, v_shift.resource_id, v_dates),
            v_before
        );
    end if;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.shift_json(v_shift);
end;
$$;

comment on function api.update_shift is
    'Change when a shift is.

If bookings would then stand outside working time, it is refused with 409 bookings-in-the-way and
the first 50 of them; with keep_bookings they stay as they are.

Answers shift.';

alter function api.update_shift owner to holdfast_api;
grant execute on function api.update_shift to holdfast_web, holdfast_person;
