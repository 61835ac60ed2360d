-- api.get_notifications: what a business tells.

begin;
select plan(2);

select given.tenant('alder');
select given.member('alder', 'Max', 'manager'), given.member('alder', 'Sam', 'staff');

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.get_notifications(given.tenant_id('alder')) $$, 'KF001', null, 'not for staff'
);
select given.acting_for('alder', 'manager', 'Max');
select is(
    api.get_notifications(given.tenant_id('alder')),
    '{
        "channels": ["email"], "sender_name": null, "reply_to": null, "reminder_minutes": [1440, 120],
        "asks_for_reviews": false, "review_delay_minutes": 120, "review_pause_days": 90,
        "review_url": null,
        "quiet_from": null, "quiet_until": null
    }',
    'whoever has said nothing tells by e-mail, and reminds a day and two hours before'
);

select * from finish();
rollback;
