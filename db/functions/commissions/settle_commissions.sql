-- POST /v1/commissions/settle
--
-- All that somebody has earned up to the end of a day and not had yet: commissions less what was
-- reversed, and tips. What was settled before is off whenever that was, so nothing is paid twice;
-- and of two who settle at once the second finds what the first has left, since the accounts are
-- locked.
--
-- Fails with  KA001  not-signed-in
--             KC153  nothing-to-settle
--             KF001  forbidden
--             KN005  resource-not-found
--             KV003  idempotency-mismatch

create function api.settle_commissions(
    p_tenant_id uuid,
    p_resource_id uuid,
    p_until data.local_date,
    p_method data.settlement_method
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_location data.locations;
    v_currency text;
    v_commission bigint;
    v_tips bigint;
    v_id constant uuid := uuidv7();
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    select l.*
    into v_location
    from data.resources as r
    join data.locations as l on l.tenant_id = p_tenant_id and l.location_id = r.location_id
    where r.tenant_id = p_tenant_id and r.resource_id = p_resource_id and r.kind = 'staff';

    if not found then
        raise exception using
            errcode = 'KN005',
            message = 'There is no such member of staff.',
            column = 'resource_id';
    end if;

    select currency
    into v_currency
    from data.tenants
    where tenant_id = p_tenant_id;

    v_commission := private.unsettled(
        p_tenant_id, 'commission_payable', p_resource_id, v_currency,
        (p_until + 1)::timestamp at time zone v_location.time_zone
    );
    v_tips := private.unsettled(
        p_tenant_id, 'tips', p_resource_id, v_currency,
        (p_until + 1)::timestamp at time zone v_location.time_zone
    );

    if v_commission + v_tips <= 0 then
        raise exception using
            errcode = 'KC153',
            message = 'There is nothing to pay out.';
    end if;

    perform private.post_journal(
        p_tenant_id,
        'commission.settled',
        v_id,
        array[
            private.line_for('commission_payable', v_commission, v_currency, p_resource_id),
            private.line_for('tips', v_tips, v_currency, p_resource_id),
            private.line_at(
                v_location,
                p_method,
                -v_commission - v_tips,
                v_currency
            )
        ]
    );

    return private.remember(p_tenant_id, 'staff', to_jsonb(row(
        v_id,
        p_resource_id,
        p_until,
        p_method,
        row(v_commission, v_currency)::api.money,
        row(v_tips, v_currency)::api.money,
        row(v_commission + v_tips, v_currency)::api.money
    )::api.settlement));
end;
$$;

comment on function api.settle_commissions is
    'Pay somebody what they have earned up to a day, which is included: commissions and tips.

What has been given back meanwhile goes off. In cash it comes from the till of where they work.

Answers settlement.';

alter function api.settle_commissions owner to holdfast_api;
grant execute on function api.settle_commissions to holdfast_web, holdfast_person;
