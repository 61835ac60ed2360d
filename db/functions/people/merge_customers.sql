-- POST /v1/customers/{id}/merge
--
-- The one that goes stays as a row that says which it became: its e-mail address still finds the
-- other, and so does its id where somebody books for it. All that was its own is the other's from
-- now on.
--
-- Bookings that are being made for either are waited for, and those that come meanwhile wait
-- (private.known_customer). The order is the one in which bookings lock: the customer, then the
-- waitlist, then bookings.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KC095  two-offers
--             KN004  customer-not-found
--             KV003  idempotency-mismatch
--             KV098  merge-with-itself

create function api.merge_customers(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_other_customer_id uuid
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_stays data.customers;
    v_goes data.customers;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if p_customer_id = p_other_customer_id then
        raise exception using
            errcode = 'KV098',
            message = 'A record cannot be merged with itself.',
            column = 'other_customer_id';
    end if;

    perform private.lock_resources(
        p_tenant_id, '{}', array[p_customer_id, p_other_customer_id]
    );
    perform private.lock_customer(p_tenant_id, least(p_customer_id, p_other_customer_id));
    perform private.lock_customer(p_tenant_id, greatest(p_customer_id, p_other_customer_id));
    v_stays := private.require_customer(p_tenant_id, p_customer_id, false);

    select *
    into v_goes
    from data.customers
    where
        tenant_id = p_tenant_id and customer_id = p_other_customer_id and archived_at is null;

    if v_goes.customer_id is null
        or v_goes.merged_into is not null and v_goes.merged_into <> p_customer_id
    then
        raise exception using
            errcode = 'KN004',
            message = 'There is no such customer.',
            column = 'other_customer_id';
    end if;

    if v_goes.merged_into is null then
        perform pg_advisory_xact_lock(private.waitlist_key(p_tenant_id));
        perform private.merge_waiting(p_tenant_id, p_customer_id, p_other_customer_id);
        perform private.move_to_customer(p_tenant_id, p_customer_id, p_other_customer_id);
        v_stays := private.absorb_customer(v_stays, v_goes);
    end if;

    return private.remember(
        p_tenant_id, 'staff',
        private.customer_json(v_stays)
        || jsonb_build_object('activity', private.activity_of(p_tenant_id, p_customer_id))
    );
end;
$$;

comment on function api.merge_customers is
    'Make one customer of two.

Bookings, series, entries on the waitlist, notes and consents of other_customer_id become those of
customer_id, which also takes what it lacks itself: an e-mail address, a telephone number, a
language. The other is gone from every list, and whoever books with its address is the one that
stayed. Limits are not asked again.

Answers customer_details.';

alter function api.merge_customers owner to holdfast_api;
grant execute on function api.merge_customers to holdfast_web, holdfast_person;
