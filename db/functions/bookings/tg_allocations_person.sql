-- Somebody with several calendars is engaged as long as one of them is taken, and cannot be taken
-- in another: of this business, or of any. Nobody else has a person_id, or pays for this.
--
-- After the row is in: whatever keeps the row out, or takes it back, leaves no engagement behind.
-- A hold of another business that has lapsed gives way here too; that business ends it when it
-- comes to it. Its rows are taken in one order, so that two who need several do not deadlock.
--
-- Fails with  KC001  slot-taken
--             KC003  hold-expired (they were taken elsewhere after it had lapsed)

create function private.tg_allocations_person() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_lapsed data.engagements;
begin
    if tg_op = 'DELETE' or tg_op = 'UPDATE' and (
        not new.active or new.person_id is distinct from old.person_id
    ) then
        delete from data.engagements
        where
            tenant_id = old.tenant_id
            and booking_id = old.booking_id
            and resource_id = old.resource_id
            and place = old.place
            and person_id = old.person_id;
    end if;

    if tg_op = 'DELETE' or not new.active or new.person_id is null then
        return null;
    end if;

    if tg_op = 'UPDATE' then
        update data.engagements
        set
            starts_at = new.starts_at,
            ends_at = new.ends_at,
            hold_expires_at = new.hold_expires_at
        where
            tenant_id = new.tenant_id
            and booking_id = new.booking_id
            and resource_id = new.resource_id
            and place = new.place;

        if found then
            return null;
        end if;
    end if;

    for v_try in 1..2 loop
        insert into data.engagements (
            tenant_id, booking_id, resource_id, place, person_id,
            starts_at, ends_at, hold_expires_at
        )
        values (
            new.tenant_id, new.booking_id, new.resource_id, new.place, new.person_id,
            new.starts_at, new.ends_at, new.hold_expires_at
        )
        on conflict on constraint engagements_no_overlap do nothing;

        if found then
            return null;
        end if;

        exit when v_try = 2;

        for v_lapsed in
            select e.*
            from data.engagements as e
            where
                e.person_id = new.person_id
                and e.resource_id <> new.resource_id
                and e.starts_at > new.starts_at - interval '32 hours'
                and e.starts_at < new.ends_at
                and e.ends_at > new.starts_at
                and e.hold_expires_at <= clock_timestamp()
            order by e.tenant_id, e.booking_id, e.resource_id, e.place
        loop
            delete from data.engagements
            where
                tenant_id = v_lapsed.tenant_id
                and booking_id = v_lapsed.booking_id
                and resource_id = v_lapsed.resource_id
                and place = v_lapsed.place
                and hold_expires_at <= clock_timestamp();
        end loop;
    end loop;

    if tg_op = 'UPDATE' then
        raise exception using
            errcode = 'KC003',
            message = 'The hold has run out and the time is gone.';
    end if;

    raise exception using
        errcode = 'KC001',
        message = 'That time is taken.';
end;
$$;

comment on function private.tg_allocations_person is
    'Let a person be engaged as long as one of their calendars is taken.';

create trigger _100_person_inserted after insert on data.allocations
for each row when (new.person_id is not null)
execute function private.tg_allocations_person();

create trigger _100_person_updated after update on data.allocations
for each row when (old.person_id is not null or new.person_id is not null)
execute function private.tg_allocations_person();

create trigger _100_person_deleted after delete on data.allocations
for each row when (old.person_id is not null)
execute function private.tg_allocations_person();
