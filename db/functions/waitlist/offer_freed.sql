-- Ends a change that freed time: offers what these resources have free to those who wait for it,
-- the best match first: whoever comes first by the rule of the business, of all whom something
-- suits. Part of the transaction that frees it, so that it is never anybody's in between.
--
-- Each is looked at once, in that order: what does not suit somebody now does not suit them any
-- better once others have been offered theirs. After two seconds it ends, and what is left is free
-- for everybody: a change that frees months must not fail because hundreds wait for them. A
-- business that takes no new bookings, or has as many as its plan allows, offers nothing.
--
-- p_freed_ids is what private.freed_by returned; the calendars around it are locked.

create function private.offer_freed(p_tenant_id uuid, p_freed_ids uuid[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_until constant timestamptz := clock_timestamp() + interval '2 seconds';
    v_rule constant text := (
        select t.waitlist_rule from data.tenants as t where t.tenant_id = p_tenant_id
    );
    v_next record;
    v_entry data.waitlist;
begin
    if p_freed_ids = '{}' or not private.may_offer(p_tenant_id) then
        return;
    end if;

    for v_next in
        select w as entry, r.lead_ids
        from private.waitlist_reach(p_tenant_id, p_freed_ids) as r
        join data.waitlist as w
            on w.tenant_id = p_tenant_id and w.service_id = r.service_id
        where w.status = 'waiting' and w.window_ends_at > now()
        order by private.waitlist_rank(w, v_rule), w.joined_at, w.entry_id
    loop
        exit when clock_timestamp() > v_until or private.current_claims() -> 'bookings_left' = '0';
        v_entry := v_next.entry;

        -- Nobody has two offers at once.
        continue when exists (
            select
            from data.waitlist as o
            where
                o.tenant_id = p_tenant_id
                and o.customer_id = v_entry.customer_id
                and o.status = 'offered'
        );

        perform private.make_offer(p_tenant_id, v_entry.entry_id, m.starts_at, m.lead_ids)
        from private.first_match(v_entry, v_next.lead_ids) as m;
    end loop;
end;
$$;

comment on function private.offer_freed is 'Offer what is free to those who wait for it.';

grant execute on function private.offer_freed to holdfast_api;
