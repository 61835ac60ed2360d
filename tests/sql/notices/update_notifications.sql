-- api.update_notifications: a business says what it tells.

begin;
select plan(26);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Max', 'manager'), given.member('alder', 'Sam', 'staff');
select given.resource('alder', 'Ann');
select given.service('alder', 'Cut', 60, 'Ann');

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.update_notifications(given.tenant_id('alder')) $$, 'KF001', null, 'not for staff'
);
select given.acting_for('alder', 'manager', 'Max');
select is(
    api.update_notifications(
        given.tenant_id('alder'), '["sms", "email", "sms"]', 'Anna', 'anna@alder.test',
        '[60, 2880, 60]', true, 30, 10,
        'https://reviews.test/alder?by=us#new', '21:00', '08:00'
    ),
    '{
        "channels": ["email", "sms"], "sender_name": "Anna", "reply_to": "anna@alder.test",
        "reminder_minutes": [2880, 60], "asks_for_reviews": true, "review_delay_minutes": 30,
        "review_pause_days": 10, "review_url": "https://reviews.test/alder?by=us#new",
        "quiet_from": "21:00", "quiet_until": "08:00"
    }',
    'what is said is changed'
);
select is(
    api.update_notifications(
        given.tenant_id('alder'), p_reminder_minutes => '[]',
        p_clear => '["sender_name", "review_url", "quiet_from", "quiet_until"]'
    ) - '{channels,reply_to,asks_for_reviews,review_delay_minutes,review_pause_days}'::text[],
    '{
        "sender_name": null, "reminder_minutes": [], "review_url": null, "quiet_from": null,
        "quiet_until": null
    }',
    'what is cleared is as it was in the beginning'
);

select throws_ok(
    format(
        $$ select api.update_notifications(given.tenant_id('alder'), p_review_url => %L) $$, url
    ),
    '23514', null, 'no page is at ' || left(url, 40)
)
from unnest(array[
    'http://reviews.test', 'https://', 'https://localhost', 'https://ann@reviews.test/',
    'https://reviews.test:port', 'javascript:alert(1)', 'https://reviews.test/"onclick',
    'https://reviews.test/a b', E'https://reviews.test/\n',
    'https://reviews.test/' || repeat('x', 180)
]) as url;

select is(
    array(
        select given.outcome(format(
            'select api.update_notifications(given.tenant_id(%L), p_clear => %L)', 'alder',
            jsonb_build_array(field)
        ))
        from unnest('{channels,reminder_minutes,asks_for_reviews,review_pause_days}'::text[])
            as field
    ),
    '{23502,23502,23502,23502}', 'what has to have a value is not emptied'
);

prepare said (jsonb, jsonb) as
select api.update_notifications(
    given.tenant_id('alder'), p_channels => $1, p_reminder_minutes => $2
);
select throws_ok('execute said(''["fax"]'', null)', 'KV550', null, 'ways are known');
select throws_ok('execute said(''"email"'', null)', 'KV550', null, 'and in a list');
select throws_ok('execute said(null, ''[4]'')', 'KV551', null, 'a reminder is not too late');
select throws_ok('execute said(null, ''[43201]'')', 'KV551', null, 'nor too early');
select throws_ok('execute said(null, ''[1, 2, 3, 4, 5, 6]'')', 'KV551', null, 'nor too many');
select throws_ok('execute said(null, ''[60.5]'')', 'KV551', null, 'minutes are whole');
select throws_ok('execute said(null, ''[null]'')', 'KV551', null, 'and said');
select throws_ok('execute said(null, ''{}'')', 'KV551', null, 'in a list');
select throws_ok(
    $$ select api.update_notifications(given.tenant_id('alder'), p_quiet_from => '21:00') $$,
    '23514', null, 'quiet hours end'
);
select throws_ok(
    $$ select api.update_notifications(given.tenant_id('alder'), p_review_pause_days => -1) $$,
    '23514', null, 'and pauses are not over before they begin'
);
select throws_ok(
    $$ select api.update_notifications(given.tenant_id('birch'), '[]') $$, '42501', null,
    'it is for one''s own business'
);

-- What was due before is made as it was; nothing is made up for.
select given.nobody();
select given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'));
update data.bookings set updated_at = now() - interval '100 days';
update data.follow_ups set reminded_until = now() - interval '90 days';
select given.acting_for('alder', 'manager', 'Max');
select api.update_notifications(given.tenant_id('alder'), p_reminder_minutes => '[43200]');
select given.acting_for('alder', 'worker');
select api.sweep_follow_ups(given.tenant_id('alder'));
select given.nobody();
select is(
    (select count(*)::integer from data.deliveries), 0,
    'what would have been due before it was said is not due'
);

select * from finish();
rollback;
