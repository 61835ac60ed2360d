-- private.loud_again_for: whose quiet hours a notice waits for, and until when.

begin;
select plan(15);

select given.tenant('alder'), given.tenant('birch');
select given.resource('alder', 'Sam'), given.service('alder', 'Cut', 60, 'Sam');
select given.member('alder', 'Sam', 'staff'), given.member('alder', 'Olga', 'owner');
select given.booking('alder', 'Cut', 'Sam', given.day(0, '10:00'), 'Zoe');
select given.booking('alder', 'Cut', 'Sam', given.day(0, '12:00'), 'Zora');
create temporary table records as select customer_id, name from data.customers;
grant select on records to public;

-- When it is loud again in Rome, where the visit is, for somebody who is told at a moment; the
-- business is quiet from 21:00 to 08:00 there.
create function pg_temp.loud_again(p_who text, p_at timestamptz) returns text
    language plpgsql
as $$
declare
    v_delivery data.deliveries;
    v_settings data.notification_settings;
    v_loud_at timestamptz;
begin
    v_settings.quiet_from := '21:00';
    v_settings.quiet_until := '08:00';
    v_delivery.tenant_id := given.tenant_id('alder');
    v_delivery.data := jsonb_build_object(
        'recipient', case when given.user_id('alder', p_who) is null then 'customer' else 'user' end,
        'recipient_id', coalesce(
            given.user_id('alder', p_who), (select customer_id from records where name = p_who)
        )
    );
    perform given.acting_for('alder', 'worker');
    set local role holdfast_api;
    v_loud_at := private.loud_again_for(v_delivery, v_settings, 'Europe/Rome', p_at);
    perform given.nobody();
    return coalesce(to_char(v_loud_at at time zone 'UTC', 'DD HH24:MI'), 'now');
end;
$$;

select is(
    pg_temp.loud_again('Sam', '2026-06-10 19:30Z'), '11 06:00', 'nobody has said: the business has'
);

select given.acting_for('alder', 'staff', 'Sam');
select is(
    api.update_member_notifications(
        given.tenant_id('alder'), p_quiet_from => '23:00', p_quiet_until => '07:00'
    ) - '{booked,moved,cancelled}'::text[],
    '{"quiet_from": "23:00", "quiet_until": "07:00", "quiet_time_zone": null}', 'a member says when'
);
select is(
    api.get_member_notifications(given.tenant_id('alder')) ->> 'quiet_from', '23:00', 'and sees it'
);
select is(pg_temp.loud_again('Sam', '2026-06-10 19:30Z'), 'now', 'theirs hold');
select is(pg_temp.loud_again('Sam', '2026-06-10 21:30Z'), '11 05:00', 'where the visit is');
select is(pg_temp.loud_again('Olga', '2026-06-10 19:30Z'), '11 06:00', 'and not for others');
select is(
    pg_temp.loud_again('Sam', '2026-03-28 22:30Z'), '29 05:00',
    'the night in which an hour is missing'
);
select is(
    pg_temp.loud_again('Sam', '2026-10-24 21:30Z'), '25 06:00', 'the night that has one more'
);

select given.acting_for('alder', 'staff', 'Sam');
select api.update_member_notifications(
    given.tenant_id('alder'), p_quiet_time_zone => 'America/New_York'
);
-- In New York the clocks go back a week later.
select is(
    pg_temp.loud_again('Sam', '2026-10-26 04:00Z'), '26 11:00', 'or where they are themselves'
);
select is(pg_temp.loud_again('Sam', '2026-10-25 21:30Z'), 'now', 'whatever it is there');

select given.acting_for('alder', 'staff', 'Sam');
select throws_ok(
    $$ select api.update_member_notifications(
        given.tenant_id('alder'), p_clear => '["quiet_until"]'
    ) $$, '23514', null, 'quiet hours end'
);
select lives_ok(
    $$ select api.update_member_notifications(
        given.tenant_id('alder'), p_clear => '["quiet_from", "quiet_until"]'
    ) $$, 'what was said may be taken back'
);
select is(
    pg_temp.loud_again('Sam', '2026-06-10 19:30Z'), '11 06:00', 'then the business says again'
);

-- A customer, and the record that theirs turned out to be.
select given.patron('Zoe');
select given.acting_as_patron('Zoe');
select api.update_my_notifications(
    null, 'alder', p_quiet_from => '18:00', p_quiet_until => '10:00'
);
select is(pg_temp.loud_again('Zoe', '2026-06-10 17:00Z'), '11 08:00', 'customers have theirs, too');
select given.acting_for('alder', 'owner', 'Olga');
select api.merge_customers(
    given.tenant_id('alder'),
    (select customer_id from records where name = 'Zora'),
    (select customer_id from records where name = 'Zoe')
);
select is(
    pg_temp.loud_again('Zoe', '2026-06-10 17:00Z') || ', ' || pg_temp.loud_again(
        'Zora', '2026-06-10 17:00Z'
    ), '11 08:00, 11 08:00', 'which go with them'
);

select * from finish();
rollback;
