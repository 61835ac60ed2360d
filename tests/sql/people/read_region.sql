-- api.read_region: where a telephone number is dialled.

begin;
select plan(3);

select given.tenant('alder');

select given.acting_for('alder');
select is(
    api.read_region(given.tenant_id('alder')), '{"country": null, "time_zone": "Europe/Rome"}',
    'as long as no country is named, the clock is known'
);
select given.nobody();
update data.tenants set country = 'IT';
select given.acting_for('alder');
select is(
    api.read_region(given.tenant_id('alder')), '{"country": "IT", "time_zone": "Europe/Rome"}',
    'and the country, once it is'
);
select is(
    api.read_region(null), '{"country": null, "time_zone": null}', 'nobody''s region is not known'
);

select * from finish();
rollback;
