-- api.find_due_follow_ups: where there are reminders to make.

begin;
select plan(3);

select given.tenant('alder'), given.tenant('birch');
update data.follow_ups set due_at = 'infinity';
update data.follow_ups set due_at = now() where tenant_id = given.tenant_id('alder');

select given.acting_for('alder');
select throws_ok(
    $$ select api.find_due_follow_ups(null) $$, '42501', null, 'nobody has it for a job'
);
select given.acting_for('alder', 'worker');
select is(
    api.find_due_follow_ups(null) -> 'tenant_ids', to_jsonb(array[given.tenant_id('alder')]),
    'those that have something to make are found, and no others'
);
select api.sweep_follow_ups(given.tenant_id('alder'));
select is(api.find_due_follow_ups(null) -> 'tenant_ids', '[]', 'until it is made');

select * from finish();
rollback;
