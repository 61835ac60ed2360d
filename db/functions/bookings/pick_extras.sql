-- What a visit needs besides its lead: of the candidates that are free then, the lowest ids. Null
-- if a part of the service cannot be filled, {} if it has no further parts. A class that has begun
-- keeps what it has.

create function private.pick_extras(
    p_tenant_id uuid,
    p_offer private.offer,
    p_starts_at timestamptz,
    p_party_size integer,
    p_ignore uuid default null
) returns uuid[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_on_date constant date := (p_starts_at at time zone p_offer.time_zone)::date;
    v_ends_at constant timestamptz := p_starts_at + p_offer.duration;
    v_extra_ids uuid[];
    v_positions integer;
begin
    if p_offer.extra_positions = 0 then
        return '{}';
    end if;

    if p_offer.capacity > 1 then
        select
            coalesce(
                array_agg(distinct a.resource_id)
                    filter (where a.resource_id <> p_offer.resource_id), '{}'
            ),
            count(*)
        into v_extra_ids, v_positions
        from data.bookings as b
        join data.allocations as a
            on a.tenant_id = p_tenant_id and a.booking_id = b.booking_id
        where
            b.tenant_id = p_tenant_id
            and b.resource_id = p_offer.resource_id
            and b.starts_at = p_starts_at
            and b.session_id = private.session_of(p_offer, p_starts_at)
            and b.status in ('held', 'pending', 'confirmed', 'checked_in')
            and (b.hold_expires_at is null or b.hold_expires_at > now())
            and b.booking_id is distinct from p_ignore
            and a.active;

        if v_positions > 0 then
            return v_extra_ids;
        end if;
    end if;

    select array_agg(f.resource_id), count(distinct f.position)
    into v_extra_ids, v_positions
    from (
        select
            e.position,
            e.quantity,
            e.resource_id,
            row_number() over (partition by e.position order by e.resource_id) as nth,
            count(*) over (partition by e.position) as free
        from private.extra_calendars(
            p_tenant_id, p_offer.service_id, p_party_size, v_on_date, v_on_date, p_ignore
        ) as e
        where
            e.location_id = p_offer.location_id
            and e.open @> tstzrange(p_starts_at, v_ends_at)
            and not e.busy && tstzrange(
                p_starts_at - p_offer.buffer_before, v_ends_at + p_offer.buffer_after
            )
    ) as f
    where f.free >= f.quantity and f.nth <= f.quantity;

    return case when v_positions = p_offer.extra_positions then v_extra_ids end;
end;
$$;

comment on function private.pick_extras is 'Free resources for the further parts of a service.';

grant execute on function private.pick_extras to holdfast_api;
