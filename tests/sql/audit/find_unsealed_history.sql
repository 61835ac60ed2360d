-- api.find_unsealed_history: whose history is to be sealed.

begin;
select plan(5);

select given.tenant('alder');
select given.tenant('birch');

create function pg_temp.found() returns text
    language sql
as $$
    select string_agg(t.slug, ' ' order by t.slug)
    from jsonb_array_elements_text(api.find_unsealed_history(null) -> 'tenant_ids') as due (id)
    join (values ('alder', given.tenant_id('alder')), ('birch', given.tenant_id('birch')))
        as t (slug, id) on t.id = due.id::uuid;
$$;

select given.acting_for('alder', 'owner');
select throws_ok('select pg_temp.found()', '42501', null, 'an owner may not ask');
select given.acting_for('alder');
select throws_ok('select pg_temp.found()', '42501', null, 'nor may a guest');

select given.acting_for('alder', 'worker');
select is(pg_temp.found(), 'alder birch', 'it is told of every business');
select api.sweep_history(given.tenant_id('alder'));
select is(pg_temp.found(), 'birch', 'until its history is sealed');
select given.nobody();
update data.tenants set tagline = 'Hair' where slug = 'alder';
select given.acting_for('birch', 'worker');
select is(pg_temp.found(), 'alder birch', 'and again with the next change');

select * from finish();
rollback;
