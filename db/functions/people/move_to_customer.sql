-- Makes what is one customer's another's. Bookings keep their version: to whoever holds a token or
-- an ETag it is the same booking of the same person.

create function private.move_to_customer(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_other_customer_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform
    from data.bookings
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id
    order by booking_id
    for no key update;

    update data.bookings
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.series
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.waitlist
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.customer_notes
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.review_requests
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    -- What either did not want, the one does not.
    insert into data.customer_mutes (tenant_id, customer_id, booking_id, channel, topic)
    select p_tenant_id, p_customer_id, booking_id, channel, topic
    from data.customer_mutes
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id
    on conflict do nothing;

    delete from data.customer_mutes
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    -- Nor when: it has hours of its own already, or those of the other.
    insert into data.customer_quiet_hours (
        tenant_id, customer_id, quiet_from, quiet_until, time_zone
    )
    select p_tenant_id, p_customer_id, quiet_from, quiet_until, time_zone
    from data.customer_quiet_hours
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id
    on conflict (tenant_id, customer_id) do nothing;

    delete from data.customer_quiet_hours
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    update data.consents
    set customer_id = p_customer_id
    where tenant_id = p_tenant_id and customer_id = p_other_customer_id;

    perform private.move_balances(p_tenant_id, p_customer_id, p_other_customer_id);
    perform private.move_browsers(p_tenant_id, p_customer_id, p_other_customer_id);
end;
$$;

comment on function private.move_to_customer is 'Make what is one customer''s another''s.';

grant execute on function private.move_to_customer to holdfast_api;
