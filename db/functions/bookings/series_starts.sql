-- The moments of a series, from what the clock on the wall shows at each. The first is the one that
-- was asked for, which also says which of two is meant where a time comes twice.
--
-- They were worked out before this transaction began: that they begin where they should, in the
-- zone of the offers as they are now, is seen to here.
--
-- Fails with  KV050  series-too-long
--             KV051  not-the-first
--             KV052  zone-unclear

create function private.series_starts(
    p_offers private.offer[],
    p_starts_at timestamptz,
    p_local_starts timestamp[]
) returns timestamptz[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_time_zone constant text := private.zone_of(p_offers);
begin
    if v_time_zone is null then
        raise exception using
            errcode = 'KV052',
            message = 'This is done in several time zones. Say where.',
            column = 'location_id';
    end if;

    if p_starts_at at time zone v_time_zone is distinct from p_local_starts[1] then
        raise exception using
            errcode = 'KV051',
            message = coalesce(
                'The first that the rule gives is '
                || private.utc(private.instant_of(p_local_starts[1], v_time_zone))
                || ': send that as starts_at.',
                'The rule gives no time that can be booked.'
            ),
            column = 'starts_at';
    end if;

    if cardinality(p_local_starts) > 104 then
        raise exception using
            errcode = 'KV050',
            message = 'A series has at most 104 occurrences.',
            column = 'rrule';
    end if;

    return p_starts_at || array(
        select private.instant_of(l.local, v_time_zone)
        from unnest(p_local_starts[2:]) with ordinality as l (local, n)
        order by l.n
    );
end;
$$;

comment on function private.series_starts is 'The moments of a series.';

grant execute on function private.series_starts to holdfast_api;
