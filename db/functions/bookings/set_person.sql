-- Says whose calendar a resource is, of those who have several, or nobody's: its visits to come are
-- engagements of that person from now on, and of nobody else. Where they are taken
-- elsewhere at the same time already, the visit stays as it is, and whoever booked first has the
-- engagement.
--
-- The calendar is locked, and the claims are those of its business. Whoever the caller is there, or
-- if they are nobody, the one row that says so is theirs to change: by the claims (sharing).

create function private.set_person(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_person_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_booking_ids uuid[];
begin
    perform private.add_claims(jsonb_build_object('sharing', p_resource_id));

    update data.resources
    set person_id = p_person_id
    where tenant_id = p_tenant_id and resource_id = p_resource_id;

    perform private.begin_claims(v_claims, false);

    -- Bookings before allocations, as everybody locks them.
    v_booking_ids := array(
        select b.booking_id
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.booking_id in (
                select a.booking_id
                from data.allocations as a
                where
                    a.tenant_id = p_tenant_id
                    and a.resource_id = p_resource_id
                    and a.active
                    and (
                        a.person_id is not null
                        -- No allocation is longer.
                        or a.starts_at > now() - interval '32 hours'
                    )
            )
        order by b.booking_id
        for no key update
    );

    update data.allocations
    set person_id = null
    where
        tenant_id = p_tenant_id
        and booking_id = any(v_booking_ids)
        and resource_id = p_resource_id
        and person_id is not null;

    if p_person_id is null then
        return;
    end if;

    insert into data.engagements (
        tenant_id, booking_id, resource_id, place, person_id,
        starts_at, ends_at, hold_expires_at
    )
    select
        a.tenant_id, a.booking_id, a.resource_id, a.place, p_person_id,
        a.starts_at, a.ends_at, a.hold_expires_at
    from data.allocations as a
    where
        a.tenant_id = p_tenant_id
        and a.booking_id = any(v_booking_ids)
        and a.resource_id = p_resource_id
        and a.active
        and a.ends_at > now()
        and (a.hold_expires_at is null or a.hold_expires_at > clock_timestamp())
    order by a.booking_id, a.place
    on conflict on constraint engagements_no_overlap do nothing;

    update data.allocations as a
    set person_id = p_person_id
    from data.engagements as e
    where
        e.tenant_id = p_tenant_id
        and e.booking_id = any(v_booking_ids)
        and e.resource_id = p_resource_id
        and a.tenant_id = p_tenant_id
        and a.booking_id = e.booking_id
        and a.resource_id = e.resource_id
        and a.place = e.place
        and a.active;
end;
$$;

comment on function private.set_person is
    'Let the visits in a calendar be engagements of a person, or of nobody.';

grant execute on function private.set_person to holdfast_api;
