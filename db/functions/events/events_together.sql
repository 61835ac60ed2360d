-- What happened to bookings of one series in one transaction: what began then, in the order in
-- which it happened. All of it was committed at once, so it is there as soon as some of it is, also
-- what is not published yet. An index has what happened to series by the moment, so that nothing
-- else is looked through, however far behind the relay is.

create function private.events_together(
    p_tenant_id uuid,
    p_series_id text,
    p_occurred_at timestamptz
) returns setof data.events
    language plpgsql stable
    set search_path = ''
    set enable_seqscan = off
as $$
begin
    return query
    select e.*
    from data.events as e
    where
        e.tenant_id = p_tenant_id
        and e.occurred_at = p_occurred_at
        and e.data ->> 'series_id' = p_series_id
    order by e.event_id;
end;
$$;

comment on function private.events_together is
    'What happened to bookings of one series in one transaction.';

grant execute on function private.events_together to holdfast_api;
