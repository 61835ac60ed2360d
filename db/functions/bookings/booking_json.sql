-- The one shape a booking has outside the database. Without the token that opens it.

create function private.booking_json(p_booking data.bookings) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_booking).booking_id,
        (p_booking).version,
        private.status_of(p_booking),
        (p_booking).payment_status,
        (p_booking).service_id,
        (p_booking).resource_id,
        (p_booking).location_id,
        private.utc((p_booking).starts_at),
        private.utc((p_booking).ends_at),
        (p_booking).time_zone,
        (p_booking).party_size,
        row((p_booking).price_minor, (p_booking).currency)::api.money,
        row(private.deposit_of(p_booking), (p_booking).currency)::api.money,
        case
            when (p_booking).discount_minor is not null
                then row((p_booking).discount_minor, (p_booking).currency)::api.money
        end,
        row(private.tax_of(p_booking), (p_booking).currency)::api.money,
        row(private.total_of(p_booking), (p_booking).currency)::api.money,
        row(
            case
                when (p_booking).payment_status = 'none' then 0
                else private.paid_for(p_booking)
            end,
            (p_booking).currency
        )::api.money,
        row(
            case when (p_booking).price_minor = 0 then 0 else private.amount_due(p_booking) end,
            (p_booking).currency
        )::api.money,
        case
            when private.status_of(p_booking) = 'held'
                then private.utc(private.lapses_at(p_booking))
        end,
        case
            when
                (p_booking).payment_status = 'requires_payment'
                and private.status_of(p_booking) = 'held'
                then private.checkout_url(p_booking)
        end,
        case
            when
                (p_booking).card_required
                and (p_booking).payment_status in ('none', 'paid')
                and private.status_of(p_booking) = 'held'
                then private.card_url(p_booking)
        end,
        row(
            (p_booking).customer_id,
            (p_booking).customer_name,
            (p_booking).customer_email,
            (p_booking).customer_phone
        )::api.contact,
        (p_booking).note,
        (p_booking).locale,
        private.utc(
            (p_booking).starts_at - make_interval(mins => (p_booking).cancel_window_minutes)
        ),
        (p_booking).refund_policy,
        case
            when
                (p_booking).payment_status in ('paid', 'partially_refunded', 'disputed')
                and (p_booking).status in ('pending', 'confirmed', 'checked_in')
                then row(private.refund_now(p_booking), (p_booking).currency)::api.money
        end,
        private.utc(
            (p_booking).starts_at - make_interval(mins => (p_booking).reschedule_window_minutes)
        ),
        (p_booking).series_id,
        null,
        private.utc((p_booking).created_at)
    )::api.booking) - 'manage_token';

comment on function private.booking_json is 'A booking as clients see it.';

grant execute on function private.booking_json to holdfast_api;
