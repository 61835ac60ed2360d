-- private.fold_twins: what Stripe charged twice for one payment goes back once, in whatever order
-- that is told.

begin;
select plan(11);

select given.tenant('alder');
select given.payment_account('alder');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.price('alder', 'Cut', 4000);
create temporary table made as
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00')) as one;
create temporary table paying as select given.checkout('alder', one) as one from made;
grant select on made, paying to public;

create function pg_temp.told(p_intent text, p_type text, p_more jsonb default '{}') returns text
    language sql security definer
    return given.stripe_event(
        'alder', p_type, jsonb_build_object(
            'id', p_intent, 'object', 'payment_intent', 'status', 'succeeded', 'amount', 4000,
            'currency', 'eur', 'latest_charge', replace(p_intent, 'pi_', 'ch_'),
            'metadata', jsonb_build_object('holdfast_payment_id', (select one from paying))
        ) || p_more,
        'evt_' || p_intent || '_' || p_type
    );
create function pg_temp.refunded(p_id text, p_intent text, p_refund_id uuid default null)
returns text
    language sql security definer
    return given.stripe_event('alder', 'refund.created', jsonb_build_object(
        'id', p_id, 'object', 'refund', 'amount', 4000, 'currency', 'eur', 'status', 'succeeded',
        'payment_intent', p_intent, 'charge', replace(p_intent, 'pi_', 'ch_'),
        'metadata', case
            when p_refund_id is null then '{}'
            else jsonb_build_object('holdfast_refund_id', p_refund_id)
        end
    ), 'evt_' || p_id);
create function pg_temp.payments() returns text
    language sql security definer
    return (
        select string_agg(
            concat_ws(' ', intent_id, status, private.refunded_of(p), (twin_of is not null)::text),
            ', ' order by intent_id
        )
        from data.payments as p
    );

select pg_temp.told('pi_a', 'payment_intent.payment_failed', '{"status": "canceled"}');
select pg_temp.told('pi_b', 'payment_intent.succeeded');
select is(pg_temp.payments(), 'pi_b paid 0 false', 'what was charged is the payment');
select is(given.became(one), 'confirmed paid', 'it is theirs') from made;
select pg_temp.told('pi_c', 'payment_intent.succeeded');
select pg_temp.told('pi_c', 'payment_intent.succeeded');
select is(
    pg_temp.payments(), 'pi_b paid 0 false, pi_c paid 4000 true',
    'what was charged besides is another'
);
select is(given.refunds(one), 'paid_twice 4000 requested', 'and goes back') from made;
select is(
    given.ledger('alder'), 'deposits -4000, refunds_due -4000, stripe_balance 8000',
    'every cent of it is known'
);
select pg_temp.refunded('re_1', 'pi_c', refund_id) from data.refunds;
select is(given.refunds(one), 'paid_twice 4000 succeeded', 'when it has gone, it is known')
from made;
select is(given.ledger('alder'), 'deposits -4000, stripe_balance 4000', 'and in the ledger');
select given.acting_for('alder', 'worker');
reset role;
select is(
    (
        select string_agg(
            concat_ws(' ', s.id, r.refund_id is not null, p.twin_of is not null), ', '
            order by s.id
        )
        from (values ('re_1'), ('ch_c'), ('ch_b')) as s (id)
        cross join private.object_of_stripe(given.tenant_id('alder'), s.id) as o (id)
        left join data.refunds as r on r.refund_id = o.id
        left join data.payments as p on p.payment_id = o.id
    ),
    'ch_b f f, ch_c f t, re_1 t f', 'what moved is known as what it was'
);
select given.nobody();

-- One refund of ours, and two of Stripe's: the other one is money as well.
select pg_temp.refunded('re_2', 'pi_b', refund_id) from data.refunds;
select is(
    given.refunds(one), 'paid_twice 4000 succeeded, outside 4000 succeeded',
    'one that was not asked for is written down'
)
from made;
select is(given.ledger('alder'), null, 'all has gone back');

-- In the other order it comes to the same.
create function pg_temp.told_in(p_order text[]) returns text
    language plpgsql
as $$
declare
    v_intent text;
    v_end text;
begin
    begin
        perform given.lapse('alder');
        foreach v_intent in array p_order loop
            perform pg_temp.told('pi_' || v_intent, 'payment_intent.succeeded');
        end loop;
        select format('%s | %s | %s', given.ledger('alder'), given.became(one), given.refunds(one))
        into v_end
        from made;
        raise exception using errcode = 'ZZ001';
    exception
        when sqlstate 'ZZ001' then null;
    end;
    return v_end;
end;
$$;
update made set one = given.booking('alder', 'Cut', 'Ann', given.day(0, '12:00'));
update paying set one = given.checkout('alder', made.one) from made;
select is(
    (
        select array_agg(distinct pg_temp.told_in(array[a, b, c, a]))
        from unnest('{d,e,f}'::text[]) as a
        cross join unnest('{d,e,f}'::text[]) as b
        cross join unnest('{d,e,f}'::text[]) as c
        where a <> b and b <> c and a <> c
    ),
    '{"deposits -4000, refunds_due -8000, stripe_balance 12000 | confirmed paid | '
    'paid_twice 4000 requested, paid_twice 4000 requested"}',
    'whichever is told first'
);

select * from finish();
rollback;
