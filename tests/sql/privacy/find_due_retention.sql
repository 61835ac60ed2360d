-- api.find_due_retention: whose rules are to be applied, and nothing else.

begin;
select plan(4);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Olga', 'owner');

create function pg_temp.due() returns jsonb
    language plpgsql
as $$
declare
    v_due jsonb;
begin
    perform given.acting_for('nobody', 'worker');
    v_due := api.find_due_retention(null) -> 'tenant_ids';
    perform given.nobody();
    return v_due;
end;
$$;

select is(pg_temp.due(), '[]', 'a business''s first day is no day to forget');
update data.retention_runs set due_at = now() where tenant_id = given.tenant_id('birch');
select is(pg_temp.due(), jsonb_build_array(given.tenant_id('birch')), 'the next one is');
select given.acting_for('birch', 'worker');
select api.sweep_retention(given.tenant_id('birch'));
select is(pg_temp.due(), '[]', 'until it is done');

select given.acting_for('alder', 'owner', 'Olga');
select throws_ok(
    $$ select api.find_due_retention(null) $$, '42501', null, 'nobody has it for a job'
);

select * from finish();
rollback;
