-- DELETE /v1/shifts/{id}
--
-- With the last shift of a date gone, the weekly hours count again.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC030  bookings-in-the-way
--             KN008  shift-not-found

create function api.delete_shift(
    p_tenant_id uuid,
    p_shift_id uuid,
    p_keep_bookings boolean default false
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_shift data.shifts;
    v_before uuid[];
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_shift := private.require_shift(p_tenant_id, p_shift_id, false);
    v_freed_ids := private.lock_freed(p_tenant_id, array[v_shift.resource_id]);
    v_shift := private.require_shift(p_tenant_id, p_shift_id, true);
    v_before := private.bookings_outside_shifts(
        p_tenant_id, v_shift.resource_id, array[v_shift.on_date]
    );

    delete from data.shifts
    where tenant_id = p_tenant_id and shift_id = p_shift_id;

    if not p_keep_bookings then
        perform private.require_no_bookings(
            p_tenant_id,
            private.bookings_outside_shifts(
                p_tenant_id, v_shift.resource_id, array[v_shift.on_date]
            ),
            v_before
        );
    end if;

    perform private.offer_freed(p_tenant_id, v_freed_ids);
end;
$$;

comment on function api.delete_shift is
    'Take a shift away; without any left on its date, the weekly hours count again.

If bookings would then stand outside working time, it is refused with 409 bookings-in-the-way and
the first 50 of them; with keep_bookings they stay as they are.

Answers nothing.';

alter function api.delete_shift owner to holdfast_api;
grant execute on function api.delete_shift to holdfast_web, holdfast_person;
