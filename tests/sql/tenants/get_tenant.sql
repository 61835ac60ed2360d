-- api.get_tenant: what anybody may know of a business.

begin;
select plan(6);

select given.tenant('alder');
select given.tenant('birch');
select given.member('alder', 'Sam', 'staff');
update data.tenants set tagline = 'Sharp scissors' where slug = 'alder';
insert into data.locations (tenant_id, name, address, time_zone, latitude, longitude)
values (given.tenant_id('alder'), 'Branch', 'Main Street 1', 'America/New_York', 40.7, -74);
insert into data.locations (tenant_id, name, time_zone, archived_at)
values (given.tenant_id('alder'), 'Old', 'Europe/Rome', now());

select given.acting_for('alder');
select is(
    api.get_tenant(given.tenant_id('alder')),
    jsonb_build_object(
        'name', 'Alder',
        'slug', 'alder',
        'preset', 'salon',
        'branding', '{"accent": "#1f6feb", "tagline": "Sharp scissors"}'::jsonb,
        'locale', 'en',
        'currency', 'EUR',
        'time_zone', 'Europe/Rome',
        'policies', '{
            "hold_minutes": 15, "slot_minutes": 15, "notice_minutes": 0, "horizon_days": 700,
            "cancel_window_minutes": 1440, "reschedule_window_minutes": 1440,
            "waitlist_rule": "first_come", "offer_minutes": 30, "refund_policy": null,
            "tips_on": true, "tip_percents": [5, 10, 15]
        }'::jsonb,
        'locations', jsonb_build_array(
            jsonb_build_object(
                'id', given.location_id('alder', 'Branch'), 'name', 'Branch',
                'address', 'Main Street 1', 'time_zone', 'America/New_York',
                'latitude', 40.7, 'longitude', -74,
                'tax_name', null, 'tax_number', null, 'tax_basis_points', 0,
                'tax_is_inclusive', true,
                'hours', '[]'::jsonb
            ),
            jsonb_build_object(
                'id', given.location_id('alder'), 'name', 'alder', 'address', null,
                'time_zone', 'Europe/Rome', 'latitude', null, 'longitude', null,
                'tax_name', null, 'tax_number', null, 'tax_basis_points', 0,
                'tax_is_inclusive', true,
                'hours', '[]'::jsonb
            )
        )
    ),
    'a guest reads all that a booking needs to know, and of the locations those that are open'
);
select given.acting_for('alder', 'staff', 'Sam');
select is(api.get_tenant(given.tenant_id('alder')) ->> 'slug', 'alder', 'staff read it too');
select given.acting_for('birch');
select is(
    jsonb_array_length(api.get_tenant(given.tenant_id('birch')) -> 'locations'), 1,
    'another business has its own locations'
);
select throws_ok(
    $$ select api.get_tenant(given.tenant_id('alder')) $$,
    'KN001', null, 'and reads nothing of the first'
);
select throws_ok(
    $$ select api.get_tenant(uuidv7()) $$, 'KN001', null, 'a business has to be there'
);
select given.nobody();
update data.locations set archived_at = now();
select given.acting_for('birch');
select is(
    api.get_tenant(given.tenant_id('birch')) -> 'locations', '[]'::jsonb, 'it may be nowhere'
);

select * from finish();
rollback;
