-- Counts a booking that was written, in a transaction that private.begin_counting_bookings began.
--
-- Fails with  KC160  plan-limit-reached
--             KF002  tenant-suspended

create function private.count_booking(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_left constant bigint := (private.current_claims() ->> 'bookings_left')::bigint;
    v_plan data.plans;
begin
    if v_left > 0 then
        perform private.add_claims(jsonb_build_object('bookings_left', v_left - 1));
        return;
    end if;

    v_plan := private.plan_of(p_tenant_id);
    perform private.refuse_over_limit(v_plan, 'bookings', v_plan.max_bookings + 1);
end;
$$;

comment on function private.count_booking is 'Count a booking that was written.';

grant execute on function private.count_booking to holdfast_api;
