-- Whether a visit lies within one working span, on its grid, with nothing in the way: true for
-- nearly every booking, and a third of the work that private.schedule_reasons does to say why not.
-- False says nothing: a visit may still cross from one span into the next, or join a class that
-- stands off the grid.
--
-- A moment that only one span covers lies on that span's grid (see private.working_stretches).

create function private.is_plainly_open(
    p_tenant_id uuid,
    p_offer private.offer,
    p_starts_at timestamptz,
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean
) returns boolean
    language plpgsql stable parallel safe
    set search_path = ''
as $$
declare
    v_ends_at constant timestamptz := p_starts_at + p_offer.duration;
    v_on_date constant date := (p_starts_at at time zone p_offer.time_zone)::date;
    v_anchor timestamptz;
    v_spans integer;
begin
    select min(w.starts_at), count(*) + count(*) filter (where w.ends_at < v_ends_at)
    into v_anchor, v_spans
    from private.working_spans(
        p_tenant_id, array[p_offer.resource_id], v_on_date - 2, v_on_date
    ) as w
    where w.starts_at <= p_starts_at and w.ends_at > p_starts_at;

    if v_spans <> 1 or p_starts_at not between p_earliest and p_latest then
        return false;
    end if;

    if p_as_customer and mod(
        extract(epoch from p_starts_at - v_anchor), extract(epoch from p_offer.slot)
    ) <> 0 then
        return false;
    end if;

    perform
    from private.blocked_spans(
        p_tenant_id, array[p_offer.resource_id], p_starts_at, v_ends_at
    );

    return not found;
end;
$$;

comment on function private.is_plainly_open is
    'Whether a visit lies within one working span, with nothing in the way.';

grant execute on function private.is_plainly_open to holdfast_api;
