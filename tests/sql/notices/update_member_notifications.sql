-- api.update_member_notifications: a member says what they want to be told of their calendar.

begin;
select plan(5);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Sam', 'staff'), given.member('birch', 'Bea', 'owner');

select given.acting_for('alder');
select throws_ok(
    $$ select api.update_member_notifications(given.tenant_id('alder')) $$, 'KA001', null,
    'for members'
);
select given.acting_for('alder', 'staff', 'Sam');
select is(
    api.update_member_notifications(given.tenant_id('alder'), '[]', '["push"]'),
    '{"booked": [], "moved": ["push"], "cancelled": ["email", "push"],
      "quiet_from": null, "quiet_until": null, "quiet_time_zone": null}',
    'what is said is changed'
);
select is(
    api.update_member_notifications(given.tenant_id('alder'), '["email"]'),
    '{"booked": ["email"], "moved": ["push"], "cancelled": ["email", "push"],
      "quiet_from": null, "quiet_until": null, "quiet_time_zone": null}',
    'and may be changed again'
);
select throws_ok(
    $$ select api.update_member_notifications(given.tenant_id('alder'), '["sms"]') $$,
    'KV550', null,
    'members are told by e-mail and push'
);
select given.acting_for('alder', 'owner', null, jsonb_build_object(
    'sub', uuidv7(), 'acting', uuidv7()
));
select throws_ok(
    $$ select api.update_member_notifications(given.tenant_id('alder'), '[]') $$, 'KF001', null,
    'whoever only acts for the business is no member'
);

select * from finish();
rollback;
