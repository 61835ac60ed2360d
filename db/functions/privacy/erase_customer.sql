-- Erases a customer, and says how many bookings that cancelled. Their record is locked before it
-- is asked for bookings, so that one which is being made right now is seen. Who waits, waits no
-- longer.
--
-- Fails with  KC101  bookings-to-come
--             and what private.require_person says: KN004

create function private.erase_customer(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_cancel_bookings boolean,
    p_reason text
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_ids uuid[];
    v_cancelled integer;
begin
    perform private.require_person(p_tenant_id, p_customer_id);
    v_ids := private.same_person(p_tenant_id, p_customer_id);

    -- Who makes a booking shares this lock until it is there.
    perform
    from data.customers
    where tenant_id = p_tenant_id and customer_id = any(v_ids)
    order by customer_id
    for update;

    v_cancelled := private.end_visits(p_tenant_id, v_ids, p_cancel_bookings);

    insert into data.erasures (tenant_id, customer_id, reason, erased_by)
    select p_tenant_id, id, p_reason, private.current_user_id()
    from unnest(v_ids) as id
    on conflict (tenant_id, customer_id) do update
    set reason = excluded.reason, erased_by = excluded.erased_by, erased_at = now();

    perform private.erase_records(p_tenant_id, p_customer_id);

    return v_cancelled;
end;
$$;

comment on function private.erase_customer is
    'Erase a customer; how many bookings that cancelled.';

grant execute on function private.erase_customer to holdfast_api;
