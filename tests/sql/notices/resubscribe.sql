-- api.resubscribe: the link that switched a notice off takes it back.

begin;
select plan(3);

select given.tenant('alder');
select given.member('alder', 'Sam', 'staff');
insert into data.customers (tenant_id, name) values (given.tenant_id('alder'), 'Ann');
insert into data.customers (tenant_id, name, merged_into)
select tenant_id, 'Anna', customer_id from data.customers where name = 'Ann';
insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
select tenant_id, customer_id, 'email', 'reviews' from data.customers where name = 'Ann';
insert into data.member_mutes (tenant_id, user_id, channel, topic)
values (given.tenant_id('alder'), given.user_id('alder', 'Sam'), 'email', 'booked');

-- Whoever is left who does not want something, once somebody has followed their link.
create function pg_temp.muted(p_recipient text, p_id uuid, p_topic text) returns text
    language plpgsql
as $$
begin
    perform given.acting_for('alder', 'guest', null, case
        when p_recipient is not null then jsonb_build_object(
            'unsubscribes', jsonb_build_object(
                'recipient', p_recipient, 'recipient_id', p_id, 'channel', 'email', 'topic', p_topic
            )
        )
        else '{}'
    end);
    perform api.resubscribe(given.tenant_id('alder'));
    perform given.nobody();
    return concat_ws(
        ' ',
        (select string_agg(topic, ' ') from data.customer_mutes),
        (select string_agg(topic, ' ') from data.member_mutes)
    );
end;
$$;

select is(
    pg_temp.muted(null, null, null), 'reviews booked', 'whoever has no link switches nothing on'
);
select is(
    pg_temp.muted(
        'customer', (select customer_id from data.customers where name = 'Anna'), 'reviews'
    ),
    'booked', 'it is taken back, for whoever they are now'
);
select is(
    pg_temp.muted('user', given.user_id('alder', 'Sam'), 'booked'), '', 'for members too'
);

select * from finish();
rollback;
