-- Whether a business may offer what was freed to those who wait. Where its plan limits bookings, as
-- many offers are made as there is room for; calendars are locked by now, so it does not wait for
-- whoever books at this moment, and offers nothing then.

create function private.may_offer(p_tenant_id uuid) returns boolean
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_plan data.plans;
    v_left bigint;
begin
    if not private.is_active(p_tenant_id) then
        return false;
    end if;

    v_plan := private.plan_of(p_tenant_id);

    if v_plan.max_bookings is null then
        return true;
    end if;

    if not pg_try_advisory_xact_lock(private.limit_key(p_tenant_id, 'bookings')) then
        return false;
    end if;

    v_left := v_plan.max_bookings - private.used_of(p_tenant_id, 'bookings');
    perform private.add_claims(jsonb_build_object('bookings_left', greatest(v_left, 0)));

    return v_left > 0;
end;
$$;

comment on function private.may_offer is
    'Whether a business may offer what was freed to those who wait.';

grant execute on function private.may_offer to holdfast_api;
