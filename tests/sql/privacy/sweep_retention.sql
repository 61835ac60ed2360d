-- api.sweep_retention: what a business does not want to keep goes, and nothing else.

begin;
select plan(16);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');
select given.member('alder', 'Olga', 'owner');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe');

insert into data.customers (tenant_id, name, created_at)
select given.tenant_id(slug), name || ' of ' || slug, now() - age
from (values ('alder'), ('birch')) as t (slug)
cross join (values ('New', interval '1 day'), ('Old', interval '25 months')) as c (name, age);
update data.customers set created_at = now() - interval '25 months' where name = 'Zoe';

insert into data.waitlist (
    tenant_id, service_id, customer_id, customer_name, locale, status, window_starts_at,
        window_ends_at
)
select
    c.tenant_id, given.service_id('alder', 'Cut'), c.customer_id, 'Waited', 'en', 'ended',
    now() - w.age - interval '1 day', now() - w.age
from data.customers as c, (values (interval '80 days'), (interval '100 days')) as w (age)
where c.name = 'Zoe';

insert into data.messages (tenant_id, kind, recipient, locale, created_at)
select given.tenant_id(slug), 'told', 'x@y.test', 'en', now() - age
from (values ('alder'), ('birch')) as t (slug)
cross join (values (interval '29 days'), (interval '31 days')) as m (age);

-- Old or not, what is still to be told stays.
insert into data.deliveries (
    tenant_id, channel, target_id, order_key, kind, status, created_at, settled_at
)
select
    given.tenant_id(slug), 'webhook', uuidv7(), uuidv7(), d.kind, d.status,
    now() - interval '90 days', now() - d.age
from (values ('alder'), ('birch')) as t (slug)
cross join (values
    ('late', 'delivered', interval '29 days'), ('old', 'delivered', interval '31 days'),
    ('dead', 'dead', interval '31 days'), ('waits', 'pending', null)
) as d (kind, status, age);
insert into data.receipts (tenant_id, delivery_id, channel, message_id, status)
select tenant_id, delivery_id, 'sms', 'SM1', 'delivered' from data.deliveries where kind = 'old';

create function pg_temp.deliveries(p_slug text) returns text[]
    language sql
as $$
    select array_agg(kind order by kind)
    from data.deliveries
    where tenant_id = given.tenant_id(p_slug) and kind in ('late', 'old', 'dead', 'waits')
$$;

update data.history set at = now() - interval '7 months' where table_name = 'bookings';

create function pg_temp.swept(p_slug text) returns void
    language plpgsql
as $$
begin
    update data.retention_runs set due_at = now() where tenant_id = given.tenant_id(p_slug);
    for n in 1..2 loop
        perform given.acting_for(p_slug, 'worker');
        perform api.sweep_retention(given.tenant_id(p_slug));
        perform given.nobody();
    end loop;
end;
$$;

create function pg_temp.names() returns text[]
    language sql
as $$ select array_agg(name::text order by name) from data.customers $$;

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.sweep_retention(given.tenant_id('alder')) $$, '42501', null,
    'nobody has it for a job'
);
select given.nobody();

select pg_temp.swept('alder');
select is((select count(*)::integer from data.messages), 3, 'an e-mail goes after 30 days');
select is(
    pg_temp.deliveries('alder'), '{late,waits}', 'a delivery, as long after it came to an end'
);
select is(pg_temp.deliveries('birch'), '{dead,late,old,waits}', 'others'' are theirs');
select is(
    (select array_agg(tenant_id) from data.receipts), array[given.tenant_id('birch')],
    'with what was heard of it'
);
select is(
    pg_temp.names(), '{New of alder,New of birch,Old of alder,Old of birch,Zoe}',
    'nothing else, if nobody said so'
);
select is((select count(*)::integer from data.waitlist), 2, 'entries stay, too');

insert into data.retention_rules (tenant_id, customers_months, waitlist_days, history_months)
values (given.tenant_id('alder'), 24, 90, 6);
select pg_temp.swept('alder');
select is(
    pg_temp.names(), '{Erased,New of alder,New of birch,Old of birch,Zoe}',
    'who has not come for 24 months is erased; who has booked since is not; others'' are theirs'
);
select is((select count(*)::integer from data.waitlist), 1, 'an entry goes after 90 days');
select is_empty(
    $$
        select from data.history
        where personal is not null and subject_id not in (select entry_id from data.waitlist)
            and table_name = 'waitlist'
    $$,
    'and what history had of it'
);
select is_empty(
    $$ select from data.history where table_name = 'bookings' and personal is not null $$,
    'old history forgets'
);
select isnt_empty(
    $$ select from data.history where table_name = 'customers' and personal::text like '%Zoe%' $$,
    'what is younger does not'
);
select is((select reason from data.erasures), 'retention', 'why is on record');
select ok(
    (select due_at > now() from data.retention_runs where tenant_id = given.tenant_id('alder')),
    'and that is all for today'
);

-- It is short: so many at a time.
insert into data.customers (tenant_id, name, created_at)
select given.tenant_id('alder'), 'Old', now() - interval '25 months' from generate_series(1, 21);
select given.acting_for('alder', 'worker');
select api.sweep_retention(given.tenant_id('alder'));
select given.nobody();
select is((select count(*)::integer from data.customers where name = 'Old'), 1, 'twenty at once');

-- Who has several records has come if one of them has.
delete from data.erasures;
insert into data.customers (tenant_id, name, created_at, merged_into)
select tenant_id, 'Older', now() - interval '30 months', customer_id
from data.customers where name = 'Zoe';
select pg_temp.swept('alder');
select is(
    (select count(*)::integer from data.customers where name in ('Zoe', 'Older')), 2,
    'with whichever record'
);

select * from finish();
rollback;
