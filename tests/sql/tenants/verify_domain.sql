-- api.verify_domain: DNS says whose a host is.

begin;
select plan(10);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Max', 'manager');
select given.member('alder', 'Sam', 'staff');

select given.acting_for('alder', 'owner', 'Olga');
create temporary table made as
select api.create_domain(given.tenant_id('alder'), 'www.alder.test') as domain;
grant select on made to public;

create function pg_temp.id() returns uuid
    language sql
    return (select (domain ->> 'id')::uuid from made);

create function pg_temp.verify(p_records text) returns jsonb
    language sql
    return api.verify_domain(given.tenant_id('alder'), pg_temp.id(), p_records);

create function pg_temp.wanted() returns text
    language sql
    return (select domain ->> 'record_value' from made);

select is(
    given.outcomes('alder', $$ select pg_temp.verify('nothing') $$),
    'guest KA001, staff KF001, manager KV045, owner KV045',
    'a manager may, and the owner'
);

select given.acting_for('alder', 'owner', 'Max');
select is(
    given.outcome($$ select pg_temp.verify(pg_temp.wanted()) $$), 'KF001',
    'whose role was taken claims nothing'
);
select given.acting_for('alder', 'owner', 'Olga');
select is(given.outcome($$ select pg_temp.verify(null) $$), 'KC083', 'nobody answered');
select is(given.outcome($$ select pg_temp.verify('') $$), 'KV045', 'there is nothing');
select is(
    given.outcome($$ select pg_temp.verify(pg_temp.wanted() || 'x') $$), 'KV045',
    'it is what was asked for, to the letter'
);
select isnt(
    pg_temp.verify(E'v=spf1\n' || pg_temp.wanted()) ->> 'verified_at', null,
    'one of the records is enough'
);
select is(
    given.outcome($$ select pg_temp.verify(null) $$), 'done', 'what is verified stays that'
);
select given.nobody();
select results_eq(
    $$ select tenant_id, host::text from data.sites $$,
    $$ values (given.tenant_id('alder'), 'www.alder.test') $$,
    'everybody knows whose it is'
);

-- Two claim one

select given.acting_for('birch', 'owner');
create temporary table theirs as
select api.create_domain(given.tenant_id('birch'), 'www.alder.test') as domain;
select is(
    given.outcome($$
        select api.verify_domain(
            given.tenant_id('birch'), (domain ->> 'id')::uuid, domain ->> 'record_value'
        )
        from theirs
    $$),
    '23505', 'a host is that of one business'
);
select is(
    given.outcome($$ select api.verify_domain(given.tenant_id('birch'), pg_temp.id(), 'x') $$),
    'KN022', 'and each verifies its own claim'
);

select * from finish();
rollback;
