-- Ends the holds of one business that have lapsed, and offers their time to those who wait for it.
-- Nothing depends on it: without it a slot is free to whoever needs it first, a minute later if
-- somebody waits.
--
-- Several processes may sweep; of two that come at once, the second leaves it to the first.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.sweep_holds(p_tenant_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_sweep constant bigint := private.lock_key(
        p_tenant_id, '00000000-0000-0000-0000-000000000000'
    );
    v_booking_ids uuid[];
    v_freed_ids uuid[];
begin
    perform private.require_role('worker');

    if not pg_try_advisory_xact_lock(v_sweep) then
        return;
    end if;

    v_booking_ids := array(
        select b.booking_id
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.status = 'held'
            and b.lapses_at <= clock_timestamp()
        order by b.lapses_at
        limit 50
    );
    v_freed_ids := private.lock_freed(p_tenant_id, '{}', v_booking_ids);
    perform private.end_holds(p_tenant_id, v_booking_ids);
    perform private.offer_freed(p_tenant_id, v_freed_ids);
end;
$$;

comment on function api.sweep_holds is
    'End the holds that have lapsed, and hand their time on.

Answers nothing.';

alter function api.sweep_holds owner to holdfast_api;
grant execute on function api.sweep_holds to holdfast_worker;
