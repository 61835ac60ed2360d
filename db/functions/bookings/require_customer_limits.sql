-- Refuses a customer who holds too much already, or has enough bookings on that day. Their record
-- is locked when it comes to counting, so that two requests at once cannot both be the last.
--
-- A booking whose status is open may become a hold if any of the leads is to be paid online. One
-- that exists already, and moves, is not counted against itself. The holds of a series are one: it
-- is paid, or let go, as a whole.
--
-- Fails with  KL001  too-many-holds
--             KV015  customer-limit-reached

create function private.require_customer_limits(
    p_booking data.bookings,
    p_offers private.offer[]
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_offer constant private.offer := p_offers[1];
    v_may_hold constant boolean := p_booking.status is null and exists (
        select from unnest(p_offers) as o where (o).pay_online and (o).price_minor > 0
    );
    v_holds integer;
    v_first_lapses timestamptz;
    v_today integer;
begin
    if not v_may_hold and v_offer.customer_max_per_day is null then
        return;
    end if;

    perform private.lock_customer(p_booking.tenant_id, p_booking.customer_id);

    if v_may_hold then
        perform private.share_waitlist(p_booking.tenant_id);
    end if;

    select
        count(distinct coalesce(series_id, booking_id)) filter (where is_unpaid_hold),
        min(lapses_at) filter (where is_unpaid_hold),
        count(*) filter (
            where (starts_at at time zone v_offer.time_zone)::date
            = (p_booking.starts_at at time zone v_offer.time_zone)::date
        )
    into v_holds, v_first_lapses, v_today
    from (
        select
            b.booking_id,
            b.series_id,
            b.starts_at,
            private.lapses_at(b) as lapses_at,
            -- What somebody waited for and was offered is no slot that they hoard.
            b.status = 'held'
            and b.payment_status = 'requires_payment'
            and (p_booking.series_id is null or b.series_id is distinct from p_booking.series_id)
                as is_unpaid_hold
        from data.bookings as b
        where
            b.tenant_id = p_booking.tenant_id
            and b.customer_id = p_booking.customer_id
            and b.starts_at > now() - interval '2 days'
            and b.status in ('held', 'pending', 'confirmed', 'checked_in')
            and (b.hold_expires_at is null or private.lapses_at(b) > clock_timestamp())
            and b.booking_id <> p_booking.booking_id
    ) as theirs;

    if v_may_hold and v_holds >= v_offer.max_live_holds then
        raise exception using
            errcode = 'KL001',
            message = format(
                '%s unpaid bookings are open already. Pay or cancel one first.', v_holds
            ),
            detail = jsonb_build_object(
                'retry_after', ceil(extract(epoch from v_first_lapses - clock_timestamp()))
            );
    end if;

    if v_today >= v_offer.customer_max_per_day then
        raise exception using
            errcode = 'KV015',
            message = 'You have as many bookings on that day as one customer may.',
            column = 'starts_at';
    end if;
end;
$$;

comment on function private.require_customer_limits is 'Raise if a customer has enough already.';

grant execute on function private.require_customer_limits to holdfast_api;
