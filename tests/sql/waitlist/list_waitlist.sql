-- api.list_waitlist: who waits, for those who work there.

begin;
select plan(10);

select given.tenant('alder');
select given.tenant('birch');
select given.resource('alder', 'Ann');
select given.resource('alder', 'Ben');
select given.service('alder', 'Cut', 480, 'Ann', 'Ben');
select given.service('alder', 'Wash', 480, 'Ben');
select given.member('alder', 'Olga', 'owner');
select given.member('alder', 'Ann', 'staff');
select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'), 'Zoe');
create temporary table made as
select given.booking('alder', 'Cut', 'Ben', given.day(0, '09:00'), 'Zoe') as booking_id;
select given.waiting('alder', 'Cut', 'Ann', given.day(0), 'Abe');
select given.waiting('alder', 'Wash', 'Ben', given.day(0), 'Bea');
select given.waiting('alder', 'Wash', null, given.day(0), 'Cal');
grant select on made to public;

create function pg_temp.names(p_page jsonb) returns text
    language sql
    return (
        select string_agg(item -> 'customer' ->> 'name', ' ')
        from jsonb_array_elements(p_page -> 'items') as item
    );

select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.names(api.list_waitlist(given.tenant_id('alder'))), 'Abe Bea Cal',
    'all, in the order in which they came'
);
create temporary table page as
select api.list_waitlist(given.tenant_id('alder'), p_limit => 2) as page;
select is(pg_temp.names(page), 'Abe Bea', 'a page of them') from page;
select is(
    pg_temp.names(api.list_waitlist(
        given.tenant_id('alder'), p_limit => 2, p_cursor => page ->> 'next_cursor'
    )),
    'Cal', 'and the next'
) from page;
select is(
    pg_temp.names(api.list_waitlist(
        given.tenant_id('alder'), p_service_id => given.service_id('alder', 'Wash')
    )),
    'Bea Cal', 'for one service'
);
select is(
    pg_temp.names(api.list_waitlist(
        given.tenant_id('alder'), p_resource_id => given.resource_id('alder', 'Ann')
    )),
    'Abe', 'for one resource'
);
select api.cancel_booking(given.tenant_id('alder'), booking_id) from made;
select is(
    pg_temp.names(api.list_waitlist(given.tenant_id('alder'), p_status => 'offered')), 'Bea',
    'by what has become of them'
);
select given.nobody();
select given.lapse('alder');
select given.acting_for('alder', 'owner', 'Olga');
select is(
    pg_temp.names(api.list_waitlist(given.tenant_id('alder'), p_status => 'lapsed')), 'Bea',
    'by this moment'
);
select given.acting_for('alder', 'staff', 'Ann');
select is(
    pg_temp.names(api.list_waitlist(given.tenant_id('alder'))), 'Abe Cal',
    'staff see who waits for them, or for anyone'
);
select given.acting_for('birch', 'owner');
select is(
    api.list_waitlist(given.tenant_id('birch')) -> 'items', '[]', 'other businesses see their own'
);
select given.acting_for('alder');
select throws_ok(
    $$ select api.list_waitlist(given.tenant_id('alder')) $$, 'KA001', null,
    'and guests see nobody'
);

select * from finish();
rollback;
