-- What a notice about money says besides what is said of its booking: of a fee how much, when it is
-- charged or that it can be paid; of a payment that came too late, which times are free now.

create function private.money_told(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_booking data.bookings;
    v_fee data.payments;
begin
    if p_delivery.kind not in ('fee_due', 'fee_unpaid', 'paid_too_late') then
        return '{}';
    end if;

    select *
    into v_booking
    from data.bookings
    where
        tenant_id = p_delivery.tenant_id
        and booking_id = (p_delivery.data ->> 'booking_id')::uuid;

    if p_delivery.kind = 'paid_too_late' then
        return jsonb_strip_nulls(
            jsonb_build_object('alternatives', private.free_instead(v_booking))
        );
    end if;

    select *
    into v_fee
    from data.payments
    where
        tenant_id = p_delivery.tenant_id
        and booking_id = v_booking.booking_id
        and due_at is not null
    order by payment_id desc
    limit 1;

    return jsonb_strip_nulls(jsonb_build_object(
        'fee', to_jsonb(row(v_fee.amount_minor, v_fee.currency)::api.money),
        'charged_at', private.utc(v_fee.due_at),
        'to_pay', case when p_delivery.kind = 'fee_unpaid' then true end
    ));
end;
$$;

comment on function private.money_told is 'What a notice about money says besides.';

grant execute on function private.money_told to holdfast_api;
