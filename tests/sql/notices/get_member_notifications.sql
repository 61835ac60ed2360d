-- api.get_member_notifications: what a member wants to be told of their calendar.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff'), given.member('alder', 'Sue', 'staff');
insert into data.member_mutes (tenant_id, user_id, channel, topic)
values
(given.tenant_id('alder'), given.user_id('alder', 'Sam'), 'email', 'moved'),
(given.tenant_id('alder'), given.user_id('alder', 'Sam'), 'push', 'moved');

select given.acting_for('alder');
select throws_ok(
    $$ select api.get_member_notifications(given.tenant_id('alder')) $$, 'KA001', null,
    'for members'
);
select given.acting_for('alder', 'staff', 'Sam');
select is(
    api.get_member_notifications(given.tenant_id('alder')),
    '{"booked": ["email", "push"], "moved": [], "cancelled": ["email", "push"],
      "quiet_from": null, "quiet_until": null, "quiet_time_zone": null}',
    'it is what they said'
);
select given.acting_for('alder', 'staff', 'Sue');
select is(
    api.get_member_notifications(given.tenant_id('alder')) -> 'moved', '["email", "push"]',
    'and each for themselves'
);

select * from finish();
rollback;
