-- private.fold_disputes: what the bank of a customer asks back is seen, and frozen; and whatever
-- order Stripe tells it in, there is one end to it.

begin;
select plan(21);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
select given.member('alder', 'Olga', 'owner');
create temporary table made as
select
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one,
    given.paid_booking('alder', 'Cut', 'Ann', given.day(0, '12:00')) as two;
create temporary table paying as
select given.payment_id(one) as one, given.payment_id(two) as two from made;
grant select on made, paying to public;

select is(
    given.stripe_event('alder', 'charge.dispute.created', given.dispute(one)),
    'heeded',
    'a bank asks a payment back'
)
from paying;
select is(given.became(one), 'confirmed disputed', 'the booking says so') from made;
select is(given.ledger('alder'), 'deposits -8000, stripe_balance 8000', 'nothing has moved');
select given.stripe_event(
    'alder', 'charge.dispute.funds_withdrawn', given.dispute(one, 'needs_response', 1500)
)
from paying;
select is(
    given.ledger('alder'),
    'deposits -8000, disputed 4000, stripe_balance 2500, stripe_fees 1500',
    'it takes the money, and Stripe a fee'
);
select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.create_refund(given.tenant_id('alder'), one, 'Sorry.') from paying $$,
    'KC132', null, 'meanwhile nothing goes back by hand'
);
select is(
    api.list_disputes(given.tenant_id('alder')) #>> '{items,0,evidence_due_at}',
    '2030-03-17T17:46:40Z',
    'until when there is an answer to give'
);
select is(
    api.get_payment(given.tenant_id('alder'), one) #>> '{disputes,0,status}',
    'needs_response',
    'is seen with the payment'
)
from paying;
select is(
    jsonb_array_length(
        api.list_disputes(given.tenant_id('alder'), p_status => 'won') -> 'items'
    ),
    0,
    'the list knows states'
);
select api.cancel_booking(given.tenant_id('alder'), one) from made;
select is(
    given.refunds(one), 'cancelled 4000 requested', 'what is called off is to go back'
)
from made;
select given.nobody();
select is(
    private.refund_details((select d from (
        select
            given.tenant_id('alder') as tenant_id, r.refund_id
        from data.refunds as r
    ) as k
    cross join lateral jsonb_populate_record(null::data.deliveries, jsonb_build_object(
        'tenant_id', k.tenant_id, 'data', jsonb_build_object('refund_id', k.refund_id)
    )) as d)) ? 'not_before',
    true,
    'but not before the bank has decided'
);
select given.stripe_event('alder', 'charge.dispute.closed', given.dispute(one, 'lost', 1500))
from paying;
select is(
    given.refunds(one), 'cancelled 4000 cancelled', 'and not twice, if that is for the customer'
)
from made;
select is(given.became(one), 'cancelled_by_business refunded', 'who has it back') from made;
select is(
    (select string_agg(type, ' ' order by event_id) from data.events where type like 'dispute.%'),
    'dispute.opened dispute.updated dispute.lost',
    'each step is told'
);

-- Every order, with gaps and duplicates, has one end.

create temporary table told (n integer, type text, object jsonb);
insert into told
select t.* from paying cross join lateral (values
    (1, 'charge.dispute.created', given.dispute(two)),
    (2, 'charge.dispute.funds_withdrawn', given.dispute(two, 'needs_response', 1500)),
    (3, 'charge.dispute.updated', given.dispute(two, 'under_review', 1500)),
    (4, 'charge.dispute.closed', given.dispute(two, 'won', 1500)),
    (5, 'charge.dispute.funds_reinstated', given.dispute(two, 'won', 1500))
) as t;

create function pg_temp.told_in(p_order integer[]) returns text
    language plpgsql
as $$
declare
    v_n integer;
    v_end text;
begin
    begin
        foreach v_n in array p_order || p_order[1:2] loop
            perform given.stripe_event('alder', t.type, t.object, 'evt_dispute_' || t.n)
            from told as t where t.n = v_n;
        end loop;

        select format('%s | %s | %s', given.ledger('alder'), given.became(m.two), (
            select string_agg(format('%s %s %s', status, amount_minor, fee_minor), ', ')
            from data.disputes where payment_id = p.two
        ))
        into v_end
        from made as m cross join paying as p;
        raise exception using errcode = 'ZZ001';
    exception
        when sqlstate 'ZZ001' then null;
    end;
    return v_end;
end;
$$;

create temporary table ends as
with recursive orders as (
    select array[n] as o from told
    union all
    select o || n from orders cross join told where n <> all(o)
)

select o, pg_temp.told_in(o) as reached
from orders
where cardinality(o) = 5;

select is((select count(*)::integer from ends), 120, 'in every order');
select is(
    (select count(distinct reached)::integer from ends), 1, 'it comes to the same'
);
select matches(
    (select min(reached) from ends), 'confirmed paid . won 4000 1500$', 'the business has won'
);
select unalike(
    (select min(reached) from ends), '%disputed%', 'and has its money'
);
select is(
    pg_temp.told_in('{4}'), pg_temp.told_in('{1,2,3,4,5}'), 'whatever gets lost'
);
select is(
    pg_temp.told_in('{1,2,4}'), pg_temp.told_in('{5,3,2}'), 'on the way'
);

-- What is asked of a payment that nobody has told of.

select is(
    given.stripe_event(
        'alder', 'charge.dispute.created',
        given.dispute((select two from paying)) || '{"id": "dp_x", "payment_intent": "pi_x",
        "charge": "ch_x"}'
    ),
    'unmatched',
    'a dispute of nothing of ours'
);
select is(
    (select count(*)::integer from data.disputes where stripe_id = 'dp_x'), 0, 'is none'
);

select * from finish();
rollback;
