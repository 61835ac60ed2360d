-- POST /v1/shifts
--
-- The first shift on a date takes the place of the weekly hours, and so may leave bookings outside
-- working time. The change is made first and looked at then: what counts as working time is said
-- in one place only.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC030  bookings-in-the-way
--             KN005  resource-not-found
--             KV003  idempotency-mismatch
--             KV030  span-invalid

create function api.create_shift(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_starts_at data.instant,
    p_ends_at data.instant,
    p_keep_bookings boolean default false
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_shift data.shifts;
    v_before uuid[];
    v_freed_ids uuid[];
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_shift.starts_at := p_starts_at;
    v_shift.ends_at := p_ends_at;
    perform private.require_span(v_shift.starts_at, v_shift.ends_at, '24 hours');
    v_freed_ids := private.lock_freed(p_tenant_id, array[p_resource_id]);
    perform private.require_resource(p_tenant_id, p_resource_id, true);

    v_shift.on_date := private.shift_date(p_tenant_id, p_resource_id, v_shift.starts_at);
    v_before := private.bookings_outside_shifts(
        p_tenant_id, p_resource_id, array[v_shift.on_date]
    );

    insert into data.shifts (tenant_id, resource_id, on_date, starts_at, ends_at)
    values (p_tenant_id, p_resource_id, v_shift.on_date, v_shift.starts_at, v_shift.ends_at)
    returning * into v_shift;

    if not p_keep_bookings then
        perform private.require_no_bookings(
            p_tenant_id,
            private.bookings_outside_shifts(
                p_tenant_id, p_resource_id, array[v_shift.on_date]
            ),
            v_before
        );
    end if;

    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, 'staff', private.shift_json(v_shift));
end;
$$;

comment on function api.create_shift is
    'Say when a resource works on one date, instead of its weekly hours.

A date may have several shifts. If bookings would then stand outside working time, it is refused
with 409 bookings-in-the-way and the first 50 of them; with keep_bookings they stay as they are.

Answers shift.';

alter function api.create_shift owner to holdfast_api;
grant execute on function api.create_shift to holdfast_web, holdfast_person;
