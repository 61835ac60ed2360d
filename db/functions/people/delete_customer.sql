-- DELETE /v1/customers/{id}
--
-- Archived, since bookings refer to it; the e-mail address is free for another. Whoever has
-- bookings to come stays, and whoever waits may get one. The record is locked before it is asked
-- for bookings, so that one which is being made right now is seen.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC031  customer-in-use
--             KN004  customer-not-found

create function api.delete_customer(p_tenant_id uuid, p_customer_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');
    perform private.require_customer(p_tenant_id, p_customer_id, true);

    if exists (
        select
        from data.bookings as b
        where
            b.tenant_id = p_tenant_id
            and b.customer_id = p_customer_id
            and b.ends_at > now()
            and private.status_of(b) in ('held', 'pending', 'confirmed', 'checked_in')
    ) or exists (
        select
        from data.waitlist
        where
            tenant_id = p_tenant_id
            and customer_id = p_customer_id
            and status in ('waiting', 'offered')
    ) then
        raise exception using
            errcode = 'KC031',
            message = 'They have bookings to come, or wait for one.';
    end if;

    update data.customers
    set archived_at = now()
    where
        tenant_id = p_tenant_id
        and (customer_id = p_customer_id or merged_into = p_customer_id);
end;
$$;

comment on function api.delete_customer is
    'Delete a customer who has no bookings to come, and waits for none. Past bookings stay.

Answers nothing.';

alter function api.delete_customer owner to holdfast_api;
grant execute on function api.delete_customer to holdfast_web, holdfast_person;
