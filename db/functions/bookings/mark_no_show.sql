-- POST /v1/bookings/{id}/no-show
--
-- Not before it has begun.
--
-- Fails with  KN003  booking-not-found
--             KP001  version-conflict
--             KC002  wrong-state
--             KC003  hold-expired
--             KF001  forbidden
--             KA001  not-signed-in
--             KV003  idempotency-mismatch
--             KC004  too-early

create function api.mark_no_show(p_tenant_id uuid, p_booking_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_caller constant text := 'booking:' || p_booking_id;
    v_answer jsonb := private.replay(p_tenant_id, v_caller);
    v_booking data.bookings;
    v_freed_ids uuid[];
begin
    perform private.require_staff();

    if v_answer is not null then
        return v_answer;
    end if;

    v_freed_ids := private.lock_freed(p_tenant_id, '{}', array[p_booking_id]);
    v_booking := private.require_booking(p_tenant_id, p_booking_id, true);

    if clock_timestamp() < v_booking.starts_at then
        raise exception using
            errcode = 'KC004',
            message = 'It is too early for that.';
    end if;

    v_booking := private.change_status(v_booking, 'no_show');
    perform private.offer_freed(p_tenant_id, v_freed_ids);

    return private.remember(p_tenant_id, v_caller, private.answer_booking(v_booking));
end;
$$;

comment on function api.mark_no_show is
    'The customer did not come.

Answers booking.';

alter function api.mark_no_show owner to holdfast_api;
grant execute on function api.mark_no_show to holdfast_web, holdfast_person;
