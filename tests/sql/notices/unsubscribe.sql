-- api.unsubscribe: a link in a notice switches it off.

begin;
select plan(7);

select given.tenant('alder'), given.tenant('birch');
select given.member('alder', 'Sam', 'staff'), given.member('birch', 'Bea', 'staff');
insert into data.customers (tenant_id, name) values (given.tenant_id('alder'), 'Ann');
insert into data.customers (tenant_id, name, merged_into)
select tenant_id, 'Anna', customer_id from data.customers where name = 'Ann';

create function pg_temp.unsubscribe(p_recipient text, p_id uuid, p_topic text) returns void
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'guest', null, jsonb_build_object(
        'unsubscribes', jsonb_build_object(
            'recipient', p_recipient, 'recipient_id', p_id, 'channel', 'email', 'topic', p_topic
        )
    ));
    perform api.unsubscribe(given.tenant_id('alder'));
    perform given.nobody();
end;
$$;

create function pg_temp.muted() returns text
    language sql
    return (
        select string_agg(said.what, ', ' order by said.what)
        from (
            select c.name || ' ' || m.topic
            from data.customer_mutes as m
            join data.customers as c
                on c.tenant_id = m.tenant_id and c.customer_id = m.customer_id
            union all
            select u.name || ' ' || m.topic
            from data.member_mutes as m
            join data.users as u on u.user_id = m.user_id
        ) as said (what)
    );

select pg_temp.unsubscribe(
    'customer', (select customer_id from data.customers where name = 'Anna'), 'reviews'
);
select is(pg_temp.muted(), 'Ann reviews', 'it is switched off, for whoever they are now');
select pg_temp.unsubscribe(
    'customer', (select customer_id from data.customers where name = 'Ann'), 'reviews'
);
select is(pg_temp.muted(), 'Ann reviews', 'as often as the link is followed');
select pg_temp.unsubscribe('user', given.user_id('alder', 'Sam'), 'booked');
select is(pg_temp.muted(), 'Ann reviews, Sam booked', 'members have theirs');
select pg_temp.unsubscribe('user', given.user_id('birch', 'Bea'), 'booked');
select is(pg_temp.muted(), 'Ann reviews, Sam booked', 'where they are members');
select throws_ok(
    $$
        select pg_temp.unsubscribe(
            'customer', (select customer_id from data.customers where name = 'Ann'), 'bookings'
        )
    $$, '23514', null, 'what becomes of a booking is not switched off'
);
select given.acting_for('alder');
select lives_ok(
    $$ select api.unsubscribe(given.tenant_id('alder')) $$,
    'whoever has no link switches nothing off'
);
select given.nobody();
select is(pg_temp.muted(), 'Ann reviews, Sam booked', 'really');

select * from finish();
rollback;
