-- A series in a list.

create function private.series_summary_json(p_series data.series) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select to_jsonb(row(
        (p_series).series_id,
        (p_series).service_id,
        (p_series).customer_id,
        (p_series).rrule,
        (p_series).mode,
        private.utc((p_series).starts_at),
        (p_series).time_zone,
        count(b.booking_id)::integer,
        private.utc(min(b.starts_at)),
        private.utc((p_series).created_at)
    )::api.series_summary)
    from unnest(private.bookings_to_come(
        (p_series).tenant_id, (p_series).series_id
    )) as b;
$$;

comment on function private.series_summary_json is 'A series in a list.';

grant execute on function private.series_summary_json to holdfast_api;
