-- Refuses to let somebody wait for what they can have: free slots in their window.
--
-- Fails with  KC050  slots-free (with up to five of them)

create function private.require_nothing_free(p_entry data.waitlist, p_offers private.offer[])
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_window record;
    v_slots jsonb;
begin
    v_window := private.booking_window(p_offers[1], true);

    select jsonb_agg(to_jsonb(row(
        private.utc(s.starts_at), private.utc(s.ends_at), s.resource_ids, s.seats_left
    )::api.slot) order by s.starts_at, s.ends_at)
    into v_slots
    from (
        select
            b.starts_at,
            b.ends_at,
            array_agg(b.resource_id order by b.resource_id) as resource_ids,
            sum(b.seats_left)::integer as seats_left
        from private.bookable_starts(
            p_entry.tenant_id,
            p_entry.service_id,
            array(select (o).resource_id from unnest(p_offers) as o),
            -- Whatever the zone, the local dates lie within these.
            (greatest(p_entry.window_starts_at, now()) at time zone 'UTC')::date - 1,
            (p_entry.window_ends_at at time zone 'UTC')::date + 1,
            p_entry.party_size,
            greatest(v_window.earliest, p_entry.window_starts_at),
            v_window.latest
        ) as b
        where b.starts_at < p_entry.window_ends_at
        group by b.starts_at, b.ends_at
        order by b.starts_at, b.ends_at
        limit 5
    ) as s;

    if v_slots is not null then
        raise exception using
            errcode = 'KC050',
            message = 'There are free times in that window: book one of them.',
            detail = jsonb_build_object('slots', v_slots);
    end if;
end;
$$;

comment on function private.require_nothing_free is
    'Raise if there is something free in a window.';

grant execute on function private.require_nothing_free to holdfast_api;
