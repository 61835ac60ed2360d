-- Begins a booking, or several, in a business whose plan limits them: until it is through, others
-- that begin one wait. How many are left is counted once, and kept with the claims, where
-- private.count_booking takes from it: what a savepoint undoes is undone there too. Most plans have
-- no limit, and this costs them a look at the plan.
--
-- Fails with  KC160  plan-limit-reached
--             KF002  tenant-suspended

create function private.begin_counting_bookings(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_plan constant data.plans := private.plan_of(p_tenant_id);
    v_left bigint;
begin
    if v_plan.max_bookings is null then
        return;
    end if;

    perform private.lock_limit(p_tenant_id, 'bookings');
    v_left := v_plan.max_bookings - private.used_of(p_tenant_id, 'bookings');

    if v_left <= 0 then
        perform private.refuse_over_limit(v_plan, 'bookings', v_plan.max_bookings + 1);
    end if;

    perform private.add_claims(jsonb_build_object('bookings_left', v_left));
end;
$$;

comment on function private.begin_counting_bookings is
    'Begin a booking where a plan limits how many there are.';

grant execute on function private.begin_counting_bookings to holdfast_api;
