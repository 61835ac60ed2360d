-- Says how long an answer about availability stays true if nothing happens, in a header that the
-- application takes for itself (app/kept.py): until the next hold lapses, here or wherever else
-- people of the business work, or until the first start is too near to be booked (p_notice_left).
-- Where the last date lies beyond what can be booked already, there is more from moment to moment,
-- and nothing is said.

create function private.keep_availability(
    p_tenant_id uuid,
    p_to date,
    p_notice_left interval,
    p_latest timestamptz
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_lapse timestamptz;
    v_lapse_elsewhere timestamptz;
begin
    -- No zone ends a date later.
    if p_latest < (p_to + 1)::timestamp at time zone 'UTC' + interval '15 hours' then
        return;
    end if;

    select min(a.hold_expires_at)
    into v_lapse
    from data.allocations as a
    where a.tenant_id = p_tenant_id and a.active and a.hold_expires_at > now();

    if exists (
        select from data.resources
        where tenant_id = p_tenant_id and person_id is not null
    ) then
        select min(e.hold_expires_at)
        into v_lapse_elsewhere
        from data.resources as r
        join data.engagements as e on e.person_id = r.person_id
        where
            r.tenant_id = p_tenant_id
            and r.person_id is not null
            and e.starts_at > now() - interval '32 hours'
            and e.hold_expires_at > now();
    end if;

    perform private.respond_with('Keep-Seconds', greatest(0, extract(
        epoch from least(
            v_lapse - now(), v_lapse_elsewhere - now(), p_notice_left, interval '1 hour'
        )
    ))::text || ' ' || p_tenant_id);
end;
$$;

comment on function private.keep_availability is
    'Say how long an answer about availability stays true.';

grant execute on function private.keep_availability to holdfast_api;
