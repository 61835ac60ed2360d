-- What a visit earns that is over, in points: for what it brought in, with tax, and for coming, as
-- its service and its customer's tier have it, down to whole points.

create function private.points_for(p_booking data.bookings, p_programme data.loyalty_programmes)
returns bigint
    language sql stable
    set search_path = ''
as $$
    select floor(
        (
            p_programme.points_per_visit + case
                when e.revenue + e.tax >= p_programme.smallest_spend_minor
                    then (e.revenue + e.tax) * p_programme.points_per_hundred / 100.0
                else 0
            end
        )
        * coalesce((
            select r.percent
            from jsonb_populate_recordset(null::api.loyalty_rate, p_programme.rates) as r
            where r.service_id = (p_booking).service_id
            limit 1
        ), 100)
        * coalesce((private.tier_of(p_programme, (p_booking).customer_id)).percent, 100)
        / 10000
    )::bigint
    from private.earned(p_booking, true) as e;
$$;

comment on function private.points_for is 'What a visit earns, in points.';

grant execute on function private.points_for to holdfast_api;
