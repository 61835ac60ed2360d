-- private.push_details, private.sms_details and private.whatsapp_details: what the adapters are
-- given, and when nothing is told.

begin;
select plan(36);

select given.patrons();
update data.customers set phone_e164 = '+39021000', locale = 'it' where name = 'Zoe';
update data.users set locale = 'da' where name = 'Olga';
update data.resources
set user_id = given.user_id('alder', 'Olga')
where (tenant_id, resource_id) in (
    select b.tenant_id, b.resource_id
    from data.bookings as b join booked on booked.zoe = b.booking_id
);
insert into data.notification_settings (tenant_id, channels)
values (given.tenant_id('alder'), '{email,push,whatsapp,sms}');

create function pg_temp.customer_id() returns uuid
    language sql security definer
    return (
        select b.customer_id from data.bookings as b join booked on booked.zoe = b.booking_id
    );

-- What a worker is given for a notice to Zoe of their booking, or of Eve's to Olga.
create function pg_temp.details(
    p_channel text, p_kind text default 'reminder', p_staff boolean default false
) returns jsonb
    language plpgsql
as $$
declare
    v_items jsonb;
begin
    perform given.acting_for('alder', 'worker');
    perform pg_temp.queue(p_channel, p_kind, p_staff);
    v_items := api.claim_deliveries(null, '01900000-0000-7000-8000-00000000000a') -> 'items';
    perform given.nobody();
    perform set_config('test.why', (
        select d.last_error from data.deliveries as d where d.status = 'skipped'
    ), true);
    delete from data.receipts;
    delete from data.deliveries;
    return v_items -> 0 -> 'details';
end;
$$;
create function pg_temp.queue(p_channel text, p_kind text, p_staff boolean) returns void
    language plpgsql security definer
as $$
begin
    perform private.queue_deliveries(given.tenant_id('alder'), array[row(
        p_channel, given.tenant_id('alder'), uuidv7(), null, p_kind,
        jsonb_build_object(
            'recipient', case when p_staff then 'user' else 'customer' end,
            'recipient_id', case
                when p_staff then given.user_id('alder', 'Olga') else pg_temp.customer_id()
            end,
            'booking_id', (select zoe from booked),
            'starts_at', (
                select private.utc(b.starts_at)
                from data.bookings as b join booked on booked.zoe = b.booking_id
            )
        ),
        null
    )::private.wanted]);
end;
$$;

-- Text messages.
select is(
    pg_temp.details('sms') - 'words',
    '{"phone": "+39021000", "locale": "it", "may_write_freely": false, "account": null}',
    'a text message goes to the number of the customer, in their language'
);
select is(
    (select array_agg(w order by w) from jsonb_object_keys(pg_temp.details('sms') -> 'words') as w)
    @> '{business,customer_name,manage_token,service,starts_at,time_zone}', true,
    'with what there is to say'
);
select is(pg_temp.details('sms', 'booking_declined'), null, 'what is not true is not told');
select is(
    current_setting('test.why'), 'It is not true any more.',
    'and why is kept with it'
);
select is(pg_temp.details('sms', 'staff_booked', true), null, 'and the staff has no number');
select is(
    current_setting('test.why'), 'There is no telephone number.',
    'which it says'
);

insert into data.sms_accounts (tenant_id, account_sid, auth_token, sender)
values (given.tenant_id('alder'), 'AC' || repeat('0', 32), 'sealed', 'Alder');
select is(
    pg_temp.details('sms') -> 'account',
    jsonb_build_object(
        'account_sid', 'AC' || repeat('0', 32), 'auth_token', 'sealed', 'sender', 'Alder'
    ),
    'from the account of the business, if it has one'
);

update data.sms_accounts set needs_consent = true;
select is(pg_temp.details('sms'), null, 'to whoever has consented, if the business wants that');
select is(
    current_setting('test.why'), 'They have not consented to messages on this channel.',
    'and says so'
);
insert into data.consents (tenant_id, customer_id, booking_id, purpose, wording, locale, source)
select given.tenant_id('alder'), pg_temp.customer_id(), zoe, 'sms', 'Yes.', 'it', 'guest'
from booked;
select isnt(pg_temp.details('sms'), null, 'which they may with this booking');
update data.consents set withdrawn_at = now();
select is(pg_temp.details('sms'), null, 'until they withdraw it');
insert into data.consents (tenant_id, customer_id, purpose, wording, locale, source)
values (given.tenant_id('alder'), pg_temp.customer_id(), 'sms', 'Yes.', 'it', 'staff');
select isnt(pg_temp.details('sms'), null, 'or with all of them');
update data.sms_accounts set needs_consent = false;

select private.note_contact(given.tenant_id('alder'), 'sms', '+39021000', 'opted_out');
select is(pg_temp.details('sms'), null, 'whoever has said STOP is told nothing');
select is(
    current_setting('test.why'), 'They have written that they want no messages (STOP).',
    'and whoever asks, why'
);
select private.note_contact(given.tenant_id('alder'), 'sms', '+39021000', 'back');
select isnt(pg_temp.details('sms'), null, 'until START');
select private.note_contact(
    '00000000-0000-0000-0000-000000000000', 'sms', '+39021000', 'opted_out'
);
select is(pg_temp.details('sms'), null, 'said to a number of the platform it holds as well');
delete from data.phone_contacts;
select private.note_contact(given.tenant_id('alder'), 'sms', '+39021000', 'gone');
select is(pg_temp.details('sms'), null, 'where nobody was, nothing is sent');
select is(
    current_setting('test.why'), 'Nobody was at this number within the last 30 days.',
    'for that reason'
);
update data.phone_contacts set gone_at = now() - interval '31 days';
select isnt(pg_temp.details('sms'), null, 'for a month');
update data.customers set phone_e164 = null;
select is(pg_temp.details('sms'), null, 'and to no number, nothing');
update data.customers set phone_e164 = '+39021000' where name = 'Zoe';

-- WhatsApp.
select is(pg_temp.details('whatsapp'), null, 'WhatsApp wants consent to begin with');
insert into data.whatsapp_accounts (tenant_id, needs_consent)
values (given.tenant_id('alder'), false);
select is(pg_temp.details('whatsapp'), null, 'and a template');
select is(
    current_setting('test.why'),
    'No template says it, and they have not written within the last 24 hours.',
    'or words of theirs'
);
select private.note_contact(given.tenant_id('alder'), 'whatsapp', '+39021000', 'heard');
select is(
    pg_temp.details('whatsapp') - 'words',
    '{
        "phone": "+39021000", "locale": "it", "may_write_freely": true, "account": null,
        "template": null
    }',
    'unless they have written'
);
update data.phone_contacts set heard_at = now() - interval '25 hours';
select is(pg_temp.details('whatsapp'), null, 'within the last 24 hours');
update data.whatsapp_accounts
set
    phone_number_id = '12345', access_token = 'sealed',
    templates = '{"reminder": {"en": {"name": "english"}, "it": {"name": "italiano"}}}';
select is(
    pg_temp.details('whatsapp') - '{words,phone,locale,may_write_freely}'::text[],
    '{
        "template": {"name": "italiano"},
        "account": {"phone_number_id": "12345", "access_token": "sealed"}
    }',
    'the template is that of their language'
);
update data.customers set locale = 'pl';
select is(
    pg_temp.details('whatsapp') -> 'template', '{"name": "english"}', 'else the English one'
);

-- Browsers.
select is(pg_temp.details('push'), null, 'without a browser, nothing');
select is(
    current_setting('test.why'), 'No browser of theirs has subscribed.',
    'which is why'
);
insert into data.push_subscriptions (
    tenant_id, customer_id, booking_id, user_id, endpoint, p256dh, auth
)
select
    given.tenant_id('alder'), w.customer_id, w.booking_id, w.user_id,
    'https://push.test/' || w.name, 'BA' || repeat('A', 85), repeat('A', 22)
from (
    select
        'mine' as name, pg_temp.customer_id() as customer_id, null::uuid as booking_id,
        null::uuid as user_id
    union all
    select 'booking', pg_temp.customer_id(), zoe, null from booked
    union all
    select 'olga', null, null::uuid, given.user_id('alder', 'Olga')
    union all
    select 'eve', b.customer_id, null, null
    from data.bookings as b join booked on booked.eve = b.booking_id
) as w;
create function pg_temp.told(p_details jsonb) returns text
    language sql
    return (
        select string_agg(split_part(s ->> 'endpoint', '/', 4), ' ' order by s ->> 'endpoint')
        from jsonb_array_elements(p_details -> 'subscriptions') as s
    );
select is(
    pg_temp.told(pg_temp.details('push')), 'booking mine',
    'the customer''s browsers, and those of the booking'
);
select is(pg_temp.told(pg_temp.details('push', 'staff_booked', true)), 'olga', 'or the member''s');
select is(
    pg_temp.details('push', 'staff_booked', true) ->> 'locale', 'da', 'in the member''s language'
);
select is(
    pg_temp.details('push', 'staff_booked', true) -> 'words' ? 'manage_token', false,
    'without the customer''s token'
);
update data.push_subscriptions
set booking_id = (select eve from booked)
where booking_id is not null;
select is(
    pg_temp.told(pg_temp.details('push')), 'mine', 'nor that of another booking of the customer'
);

-- What became of it.
create function pg_temp.settled(p_outcome text, p_response jsonb) returns text
    language plpgsql
as $$
declare
    v_task jsonb;
begin
    perform given.acting_for('alder', 'worker');
    perform pg_temp.queue('push', 'reminder', false);
    v_task := api.claim_deliveries(null, '01900000-0000-7000-8000-00000000000a')
    -> 'items' -> 0;
    perform api.settle_deliveries(
        null, '01900000-0000-7000-8000-00000000000a', jsonb_build_array(
            jsonb_build_object('outcome', p_outcome, 'response', jsonb_build_object(
                p_response #>> '{}',
                jsonb_build_array(v_task -> 'details' -> 'subscriptions' -> 0 -> 'id')
            )) || jsonb_build_object('tenant_id', v_task -> 'tenant_id', 'id', v_task -> 'id')
        )
    );
    perform given.nobody();
    return (
        select concat_ws(' ', case when last_used_at is not null then 'used' end, refusals)
        from data.push_subscriptions where endpoint = 'https://push.test/mine'
    );
end;
$$;
select is(
    pg_temp.settled('delivered', '"told"') || ', ' || pg_temp.settled('gone', '"refused"') || ', '
    || pg_temp.settled('gone', '"refused"') || ', ' || pg_temp.settled('delivered', '"told"'),
    'used 0, used 1, used 2, used 0', 'what a push service says is counted'
);
select is(pg_temp.settled('gone', '"gone"'), null, 'and a browser that is gone goes');

select * from finish();
rollback;
