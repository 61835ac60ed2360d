-- api.take_replies: what is answered to messages.

begin;
select plan(6);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner'), given.member('alder', 'Max', 'manager'),
    given.member('alder', 'Sam', 'staff');

create function pg_temp.reply(p_text text, p_phone text default '+39021000') returns void
    language sql
as $$
    select given.acting_for('alder', 'carrier');
    select api.take_replies(
        given.tenant_id('alder'), 'sms', jsonb_build_array(jsonb_build_object(
            'phone', p_phone, 'text', p_text
        ))
    );
    select given.nobody();
$$;
create function pg_temp.state() returns text
    language sql security definer
as $$
    select concat_ws(
        ' ',
        case when c.opted_out_at is not null then 'out' end,
        case when c.gone_at is not null then 'gone' end,
        case when c.heard_at is not null then 'heard' end
    )
    from private.phone_contact(given.tenant_id('alder'), 'sms', '+39021000') as c
$$;

select is(
    given.outcomes(
        'alder', 'select api.take_replies(given.tenant_id(''alder''), ''sms'', ''[]'')'
    ),
    'guest KA001, staff KF001, manager KF001, owner KF001', 'no person says it'
);

select pg_temp.reply(' stop. '), pg_temp.reply('Thanks', '+39022000');
select is(pg_temp.state(), 'out', 'who wants no more is written down');
select pg_temp.reply('Where are you?');
select is(pg_temp.state(), 'out heard', 'and stays so, whatever they say');
select pg_temp.reply('START');
select is(pg_temp.state(), 'heard', 'until they want it again');
update data.phone_contacts set gone_at = now();
select pg_temp.reply('Hello');
select is(pg_temp.state(), 'heard', 'whoever writes is there');
select is(
    (
        select array_agg(private.reply_means(text))
        from unnest('{STOP,"stop all",Unsubscribe!,unstop,"Please stop by",""}'::text[]) as text
    ),
    '{opted_out,opted_out,opted_out,back,heard,heard}', 'a word means it, and no sentence with it'
);

select * from finish();
rollback;
