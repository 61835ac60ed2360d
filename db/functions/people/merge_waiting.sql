-- Makes one of the waiting of two customers, so that nobody waits twice for the same or has two
-- offers. Of two entries for one service the one with an offer stays, else the one that came first;
-- the other ends. The caller has the waitlist to itself.
--
-- Fails with  KC095  two-offers

create function private.merge_waiting(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_other_customer_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.end_passed(p_tenant_id);
    -- What they let lapse is over for them too, also where no sweep has come by.
    perform private.end_holds(p_tenant_id, array(
        select booking_id
        from data.waitlist
        where
            tenant_id = p_tenant_id
            and customer_id in (p_customer_id, p_other_customer_id)
            and status = 'offered'
    ));

    if (
        select count(*)
        from data.waitlist
        where
            tenant_id = p_tenant_id
            and customer_id in (p_customer_id, p_other_customer_id)
            and status = 'offered'
    ) > 1 then
        raise exception using
            errcode = 'KC095',
            message = 'Both have an offer from the waitlist. Merge them once one is answered.';
    end if;

    update data.waitlist as w
    set status = 'ended'
    from (
        select
            k.entry_id,
            row_number() over (
                partition by k.service_id
                order by (k.status = 'offered') desc, k.entry_id
            ) as nth
        from data.waitlist as k
        where
            k.tenant_id = p_tenant_id
            and k.customer_id in (p_customer_id, p_other_customer_id)
            and k.status in ('waiting', 'offered')
    ) as ranked
    where
        w.tenant_id = p_tenant_id
        and w.entry_id = ranked.entry_id
        and ranked.nth > 1;
end;
$$;

comment on function private.merge_waiting is 'Make one of the waiting of two customers.';

grant execute on function private.merge_waiting to holdfast_api;
