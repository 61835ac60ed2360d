-- given.filled: a business with rows in every table, written through the front door where there is
-- one. Every text of it has its slug in it. Returns what the api functions can be asked about it:
-- by the name of a parameter, or of a function and its parameter where that needs a row of its own.

create function given.filled(p_slug text, p_latitude double precision) returns jsonb
    language plpgsql security definer
as $$
declare
    v_tenant_id constant uuid := given.tenant(p_slug);
    v_owner_id constant uuid := given.member(p_slug, 'Olga', 'owner');
    v_manager_id constant uuid := given.member(p_slug, 'Max', 'manager');
    v_staff_id constant uuid := given.member(p_slug, 'Sam', 'staff');
    v_owner constant jsonb := jsonb_build_object(
        'tenant_id', v_tenant_id, 'role', 'owner', 'sub', v_owner_id
    );
    v_guest constant jsonb := jsonb_build_object('tenant_id', v_tenant_id, 'role', 'guest');
    v_hash constant text := encode(sha256(convert_to(p_slug, 'UTF8')), 'hex');
    v_new_hash constant text := encode(sha256(convert_to('new ' || p_slug, 'UTF8')), 'hex');
    v_customer constant jsonb := jsonb_build_object(
        'name', 'Zoe of ' || p_slug, 'email', 'zoe@' || p_slug || '.test'
    );
    -- The owner is a customer too, here and at a business next door: what an account sees.
    v_self constant jsonb := jsonb_build_object(
        'name', 'Olga of ' || p_slug, 'email', 'olga@' || p_slug || '.test'
    );
    v_id jsonb := '{}';
    v_name text;
    v_nth integer;
begin
    perform given.templates(p_slug);

    update data.users
    set name = name || ' of ' || p_slug
    where user_id in (v_owner_id, v_manager_id, v_staff_id);

    update data.tenants
    set tagline = 'The tagline of ' || p_slug
    where tenant_id = v_tenant_id;

    perform private.begin_claims(v_owner, false);

    foreach v_name in array '{place,spare_place,other_place}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, api.create_location(
            p_tenant_id => v_tenant_id,
            p_name => v_name || ' of ' || p_slug,
            p_time_zone => 'Europe/Rome',
            p_address => 'The address of ' || p_slug,
            p_latitude => p_latitude,
            p_longitude => 12.5
        ) -> 'id');
    end loop;

    foreach v_name in array '{lead,other,spare,room}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, api.create_resource(
            p_tenant_id => v_tenant_id,
            p_location_id => (v_id ->> 'place')::uuid,
            p_kind => case v_name when 'room' then 'room' else 'staff' end,
            p_name => v_name || ' of ' || p_slug,
            p_description => 'The ' || v_name || ' of ' || p_slug,
            p_user_id => case v_name when 'lead' then v_staff_id end
        ) -> 'id');

        for v_nth in 1..7 loop
            v_id := v_id || jsonb_build_object('hours_of_' || v_name, api.create_hours(
                p_tenant_id => v_tenant_id,
                p_resource_id => (v_id ->> v_name)::uuid,
                p_weekday => v_nth,
                p_opens_at => '09:00',
                p_closes_at => '17:00'
            ) -> 'id');
        end loop;
    end loop;

    -- The lead works at two places: what they have at one is an engagement.
    perform api.create_resource(
        p_tenant_id => v_tenant_id,
        p_location_id => (v_id ->> 'other_place')::uuid,
        p_kind => 'staff',
        p_name => 'lead elsewhere of ' || p_slug,
        p_user_id => v_staff_id
    );

    for v_nth in 1..7 loop
        v_id := v_id || jsonb_build_object('hours_of_place', api.create_location_hours(
            p_tenant_id => v_tenant_id,
            p_location_id => (v_id ->> 'place')::uuid,
            p_weekday => v_nth,
            p_opens_at => '09:00',
            p_closes_at => '17:00'
        ) -> 'id');
    end loop;

    v_id := v_id || jsonb_build_object(
        'requirements', jsonb_build_array(
            jsonb_build_object(
                'resource_ids', jsonb_build_array(v_id -> 'lead', v_id -> 'other')
            ),
            jsonb_build_object('resource_ids', jsonb_build_array(v_id -> 'room'))
        ),
        'lead_terms', jsonb_build_array(jsonb_build_object(
            'resource_id', v_id -> 'lead', 'duration_minutes', 45
        ))
    );

    foreach v_name in array '{service,asked,spare_service}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, api.create_service(
            p_tenant_id => v_tenant_id,
            p_name => v_name || ' of ' || p_slug,
            p_description => 'The description of ' || p_slug,
            p_category => 'category of ' || p_slug,
            p_duration_minutes => 60,
            p_requirements => v_id -> 'requirements',
            p_lead_terms => v_id -> 'lead_terms',
            p_needs_acceptance => v_name = 'asked'
        ) -> 'id');
    end loop;

    for v_nth in 1..2 loop
        v_id := v_id || jsonb_build_object(
            'shift', api.create_shift(
                p_tenant_id => v_tenant_id,
                p_resource_id => (v_id ->> 'lead')::uuid,
                p_starts_at => given.at(p_slug, given.day(50 + v_nth, '10:00')),
                p_ends_at => given.at(p_slug, given.day(50 + v_nth, '12:00'))
            ) -> 'id',
            'closure', api.create_closure(
                p_tenant_id => v_tenant_id,
                p_location_id => (v_id ->> 'place')::uuid,
                p_starts_at => given.at(p_slug, given.day(55 + v_nth)),
                p_ends_at => given.at(p_slug, given.day(56 + v_nth)),
                p_reason => 'closed at ' || p_slug
            ) -> 'id',
            'time_off', api.create_time_off(
                p_tenant_id => v_tenant_id,
                p_resource_id => (v_id ->> 'lead')::uuid,
                p_starts_at => given.at(p_slug, given.day(58 + v_nth)),
                p_ends_at => given.at(p_slug, given.day(59 + v_nth)),
                p_reason => 'off at ' || p_slug
            ) -> 'id',
            'calendar', api.create_calendar(
                p_tenant_id => v_tenant_id,
                p_resource_id => (v_id ->> 'lead')::uuid,
                p_name => 'Calendar of ' || p_slug,
                p_url => 'https://' || p_slug || '.test/lead.ics',
                p_sealed_url => 'sealed of ' || p_slug
            ) -> 'id',
            'feed', api.create_feed(
                p_tenant_id => v_tenant_id,
                p_token => format('feed %s of %s', v_nth, p_slug),
                p_resource_id => (v_id ->> 'lead')::uuid
            ) -> 'id'
        );
    end loop;

    insert into data.busy (tenant_id, resource_id, calendar_id, external_id, starts_at, ends_at)
    select
        v_tenant_id, resource_id, calendar_id, 'event of ' || p_slug,
        given.day(72), given.day(73)
    from data.calendars
    where tenant_id = v_tenant_id;
    -- They are being read: what is due, the sweep may see of every business.
    update data.calendar_syncs
    set due_at = now() + interval '1 day', claim_id = calendar_id
    where tenant_id = v_tenant_id;
    insert into data.account_feeds (user_id, token_hash)
    values (v_owner_id, encode(sha256(convert_to('account ' || p_slug, 'UTF8')), 'hex'))
    returning v_id || jsonb_build_object('account_feed', feed_id) into v_id;

    foreach v_name in array '{zoe,spare_customer}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, api.create_customer(
            p_tenant_id => v_tenant_id,
            p_name => v_name || ' of ' || p_slug,
            p_email => v_name || '@' || p_slug || '.test',
            p_note => 'A note on somebody of ' || p_slug
        ) -> 'id');
    end loop;

    perform api.erase_person(v_tenant_id, (api.create_customer(
        p_tenant_id => v_tenant_id, p_name => 'Erased of ' || p_slug
    ) ->> 'id')::uuid);
    perform api.update_retention(v_tenant_id, p_history_months => 240);
    perform api.update_notifications(
        v_tenant_id, p_sender_name => 'The letters of ' || p_slug,
        p_reply_to => ('letters@' || p_slug || '.test')::data.email_address
    );
    perform api.update_member_notifications(v_tenant_id, p_moved => '["email"]');
    insert into data.customer_quiet_hours (tenant_id, customer_id, quiet_from, quiet_until)
    values (v_tenant_id, (v_id ->> 'zoe')::uuid, '20:00', '09:00');
    insert into data.customer_mutes (tenant_id, customer_id, channel, topic)
    values (v_tenant_id, (v_id ->> 'zoe')::uuid, 'sms', 'reviews');
    for v_nth in 1..2 loop
        v_id := v_id || jsonb_build_object(
            'note', api.create_note(
                p_tenant_id => v_tenant_id,
                p_customer_id => (v_id ->> 'zoe')::uuid,
                p_body => 'Somebody of ' || p_slug
            ) -> 'id',
            'consent', api.record_consent(
                p_tenant_id => v_tenant_id,
                p_customer_id => (v_id ->> 'zoe')::uuid,
                p_purpose => 'marketing',
                p_wording => 'The wording of ' || p_slug
            ) -> 'id'
        );
        -- Who may be one: two pairs with a number each.
        perform api.create_customer(
            p_tenant_id => v_tenant_id,
            p_name => format('Twin %s of %s', v_twin, p_slug),
            p_phone => '06 123456' || v_nth,
            p_phone_e164 => '+3906123456' || v_nth
        )
        from generate_series(1, 2) as v_twin;
    end loop;

    foreach v_name in array '{www,shop}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, api.create_domain(
            p_tenant_id => v_tenant_id, p_host => v_name || '.' || p_slug || '.test'
        ));
    end loop;

    -- Two webhooks; what was sent to one is over, and it is still to be pinged.
    for v_nth in 1..2 loop
        v_id := v_id || jsonb_build_object('webhook', api.create_webhook(
            p_tenant_id => v_tenant_id,
            p_url => format('https://%s.test/hooks/%s', p_slug, v_nth),
            p_description => 'What it is for at ' || p_slug,
            p_secret => 'sealed of ' || p_slug
        ) -> 'id');
    end loop;
    for v_nth in 1..2 loop
        v_id := v_id || jsonb_build_object('delivery', private.queue_for_webhook(
            v_tenant_id, (v_id ->> 'webhook')::uuid, v_tenant_id, null, 'past of ' || p_slug, '{}'
        ) -> 'id');
    end loop;
    update data.deliveries
    set
        status = 'dead', settled_at = now(), last_error = 'Error at ' || p_slug,
        response = jsonb_build_object('body', 'Answer of ' || p_slug)
    where tenant_id = v_tenant_id;

    update data.domains
    set verified_at = now()
    where tenant_id = v_tenant_id and domain_id = (v_id -> 'www' ->> 'id')::uuid;

    insert into data.one_time_links (purpose, email, tenant_id, expires_at, used_at)
    values ('open_tenant', 'olga@' || p_slug || '.test', v_tenant_id, now() + '1 day', now())
    returning v_id || jsonb_build_object('opening', link_id) into v_id;

    perform private.begin_claims(
        jsonb_build_object('tenant_id', v_tenant_id, 'role', 'guest', 'sub', v_owner_id), false
    );
    perform api.start_session(
        p_tenant_id => v_tenant_id, p_user_id => v_owner_id, p_token_hash => v_hash
    );
    perform api.start_session(
        p_tenant_id => v_tenant_id, p_user_id => v_owner_id,
        p_token_hash => encode(sha256(convert_to('elsewhere ' || p_slug, 'UTF8')), 'hex')
    );

    foreach v_name in array '{booking,begun,pending}'::text[] loop
        perform private.begin_claims(
            v_guest || jsonb_build_object(
                'idempotency_key', v_name || ' key of ' || p_slug,
                'request_hash', 'hash of ' || p_slug
            ),
            false
        );
        v_id := v_id || jsonb_build_object(v_name, api.create_booking(
            p_tenant_id => v_tenant_id,
            p_service_id => (v_id ->> case v_name when 'pending' then 'asked' else 'service' end)::uuid,
            p_resource_id => (v_id ->> 'lead')::uuid,
            p_starts_at => given.at(
                p_slug,
                given.day(array_position('{booking,begun,pending}', v_name), '10:00')
            ),
            p_customer => v_customer,
            p_note => 'A note on a booking at ' || p_slug
        ) -> 'id');
    end loop;

    perform private.begin_claims(v_guest, false);

    for v_nth in 1..2 loop
        v_id := v_id || jsonb_build_object('series', api.create_series(
            p_tenant_id => v_tenant_id,
            p_service_id => (v_id ->> 'service')::uuid,
            p_resource_id => (v_id ->> 'lead')::uuid,
            p_starts_at => given.at(p_slug, given.day(10 * v_nth, '10:00')),
            p_rrule => 'FREQ=DAILY;COUNT=2',
            p_local_starts => array[
                given.day(10 * v_nth, '10:00'), given.day(10 * v_nth + 1, '10:00')
            ],
            p_customer => v_customer,
            p_note => 'A note on a series at ' || p_slug
        ));
    end loop;

    for v_nth in 1..2 loop
        v_id := v_id || jsonb_build_object('mine', api.create_booking(
            p_tenant_id => v_tenant_id,
            p_service_id => (v_id ->> 'service')::uuid,
            p_resource_id => (v_id ->> 'lead')::uuid,
            p_starts_at => given.at(p_slug, given.day(30 + v_nth, '10:00')),
            p_customer => v_self
        ) -> 'id');
        v_id := v_id || jsonb_build_object('my_consent', api.give_consent(
            p_tenant_id => private.begin_claims(v_guest || jsonb_build_object(
                'manage_token', private.manage_token(v_tenant_id, (v_id ->> 'booking')::uuid)
            ), false),
            p_booking_id => (v_id ->> 'booking')::uuid,
            p_purpose => 'photos',
            p_wording => 'The wording of a booking at ' || p_slug
        ) -> 'id');
        perform private.begin_claims(v_guest, false);
    end loop;

    -- Both subscribe to the same plan, and have paid.
    perform given.plan(n.plan, n.price)
    from (values ('studio', 2900), ('chain', 9900)) as n (plan, price)
    where not exists (select from data.plans as o where o.plan = n.plan);
    perform given.subscribed(p_slug, 'studio');
    perform given.platform_event('invoice.paid', given.bill(p_slug, 'paid'));
    update data.tenant_subscriptions set checkout_id = uuidv7() where tenant_id = v_tenant_id;
    v_id := v_id || jsonb_build_object('subscribing', (
        select checkout_id from data.tenant_subscriptions where tenant_id = v_tenant_id
    ));
    insert into data.subscription_letters (tenant_id, kind, due_at)
    values (v_tenant_id, 'plan_renews', now());
    -- Staff earn by rules, one paid in cash, and something was taken from the till.
    perform private.begin_claims(v_owner, false);
    v_id := v_id || jsonb_build_object('rule', api.create_commission_rule(
        p_tenant_id => v_tenant_id,
        p_basis_points => 1000,
        p_category => 'Category of ' || p_slug
    ) -> 'id');
    perform api.create_commission_rule(v_tenant_id, 4000);
    perform api.create_cash_movement(
        v_tenant_id, '{"amount": 500, "currency": "EUR"}', 'Milk for ' || p_slug,
        p_location_id => (v_id ->> 'place')::uuid
    );

    -- One is about to be paid for online, and one has been; of that something goes back.
    perform given.payment_account(p_slug);
    perform private.begin_claims(v_owner, false);
    v_id := v_id || jsonb_build_object('priced', api.create_service(
        p_tenant_id => v_tenant_id,
        p_name => 'priced of ' || p_slug,
        p_duration_minutes => 60,
        p_requirements => v_id -> 'requirements',
        p_price => '{"amount": 4000, "currency": "EUR"}',
        p_pay_online => true
    ) -> 'id');

    foreach v_name in array '{paid,paying}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, given.booking(
            p_slug, 'priced of ' || p_slug, 'lead of ' || p_slug,
            given.day(case v_name when 'paid' then 47 else 48 end, '10:00'), v_name || '_' || p_slug
        ));
        v_id := v_id || jsonb_build_object(
            v_name || '_payment', given.checkout(p_slug, (v_id ->> v_name)::uuid)
        );
    end loop;

    perform given.paid(p_slug, (v_id ->> 'paid_payment')::uuid);
    perform private.begin_claims(v_owner, false);
    for v_nth in 1..2 loop
        v_id := v_id || jsonb_build_object('done', given.booking(
            p_slug, 'priced of ' || p_slug, 'lead of ' || p_slug,
            given.day(50 + v_nth, '10:00'), 'done_' || p_slug
        ));
        perform private.begin_claims(v_owner, false);
        perform api.create_payment(
            v_tenant_id, (v_id ->> 'done')::uuid, 'cash', '{"amount": 4000, "currency": "EUR"}'
        );
        perform given.completed(p_slug, (v_id ->> 'done')::uuid);
    end loop;

    v_id := v_id || jsonb_build_object('in_cash', given.booking(
        p_slug, 'priced of ' || p_slug, 'lead of ' || p_slug, given.day(49, '10:00'),
        'cash_' || p_slug
    ));
    perform private.begin_claims(v_owner, false);
    v_id := v_id || jsonb_build_object('cash_payment', api.create_payment(
        v_tenant_id, (v_id ->> 'in_cash')::uuid, 'cash', '{"amount": 1000, "currency": "EUR"}',
        '{"amount": 100, "currency": "EUR"}'
    ) -> 'payment_id');
    perform private.begin_claims(v_owner, false);
    perform private.request_refund(p, 1000, 'staff', 'A note on money of ' || p_slug)
    from data.payments as p
    where p.tenant_id = v_tenant_id and p.payment_id = (v_id ->> 'paid_payment')::uuid;

    -- A bank asks that back; there is a card for a fee, another is asked for, and a fee is due.
    perform given.stripe_event(
        p_slug, 'charge.dispute.created', given.dispute((v_id ->> 'paid_payment')::uuid, 'won')
    );
    perform given.stripe_event(
        p_slug, 'charge.dispute.created',
        given.dispute((v_id ->> 'paid_payment')::uuid, 'won')
        || jsonb_build_object('id', 'dp_again_' || p_slug)
    );
    insert into data.payments (
        tenant_id, booking_id, part, method, status, amount_minor, currency, paid_at
    )
    values (v_tenant_id, (v_id ->> 'paid')::uuid, 'balance', 'cash', 'paid', 100, 'EUR', now());
    perform private.begin_claims(v_owner, false);

    foreach v_name in array '{carded,carding}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, given.booking(
            p_slug, 'service of ' || p_slug, 'lead of ' || p_slug,
            given.day(case v_name when 'carded' then 49 else 50 end, '14:00'), v_name || '_' || p_slug
        ));
        perform private.begin_claims(v_owner, false);

        with made as (
            insert into data.cards (
                tenant_id, customer_id, booking_id, account_id, status, payment_method_id,
                stripe_customer_id, brand, last4
            )
            select
                v_tenant_id, b.customer_id, b.booking_id, 'acct_' || p_slug,
                case v_name when 'carded' then 'ready' else 'pending' end,
                'pm_' || v_name || p_slug, 'cus_' || v_name || p_slug, 'brand of ' || p_slug,
                'last4 of ' || p_slug
            from data.bookings as b
            where b.tenant_id = v_tenant_id and b.booking_id = (v_id ->> v_name)::uuid
            returning card_id
        )

        select v_id || jsonb_build_object(v_name || '_card', made.card_id)
        into v_id
        from made;
    end loop;

    perform private.open_fee(b, 500)
    from data.bookings as b
    where b.tenant_id = v_tenant_id and b.booking_id = (v_id ->> 'carded')::uuid;
    v_id := v_id || jsonb_build_object(
        'fee', given.payment_id((v_id ->> 'carded')::uuid, 'fee')
    );

    -- And something is paid out.
    foreach v_name in array '{po_next_of_,po_of_}'::text[] loop
        perform given.stripe_event(p_slug, 'payout.paid', jsonb_build_object(
            'id', v_name || p_slug, 'object', 'payout', 'amount', 1000, 'currency', 'eur',
            'status', 'paid', 'created', 1790000000
        ));
    end loop;

    perform private.begin_claims(
        jsonb_build_object('tenant_id', v_tenant_id, 'role', 'stripe'), false
    );
    perform private.note_transactions(
        v_tenant_id,
        (
            select jsonb_agg(jsonb_build_object(
                'id', format('txn_%s_of_%s', n, p_slug), 'type', 'payout', 'amount', -1000,
                'fee', 0, 'platform_fee', 0, 'currency', 'eur', 'source', 'po_of_' || p_slug,
                'created', 1790000000, 'available_on', 1790000000
            ))
            from generate_series(1, 2) as n
        ),
        (
            select payout_id
            from data.payouts
            where tenant_id = v_tenant_id and stripe_id = 'po_of_' || p_slug
        )
    );
    perform private.begin_claims(v_owner, false);
    v_id := v_id || (
        select jsonb_build_object('payout', payout_id)
        from data.payouts
        where tenant_id = v_tenant_id and stripe_id = 'po_of_' || p_slug
    ) || (
        select jsonb_build_object('refund', refund_id)
        from data.refunds where tenant_id = v_tenant_id
    );

    -- Nothing is free then: two wait while the place is closed, and one has been offered what another
    -- booking left.
    foreach v_name in array '{waiting,also_waiting,offered,my_waiting,my_offered}'::text[] loop
        if v_name = 'offered' then
            v_id := v_id || jsonb_build_object('left', given.booking(
                p_slug, 'service of ' || p_slug, 'lead of ' || p_slug, given.day(45, '10:00')
            ));
        elsif v_name = 'my_offered' then
            v_id := v_id || jsonb_build_object('also_left', given.booking(
                p_slug, 'asked of ' || p_slug, 'lead of ' || p_slug, given.day(46, '10:00')
            ));
        end if;

        perform private.begin_claims(v_guest, false);
        v_id := v_id || jsonb_build_object(v_name, api.join_waitlist(
            p_tenant_id => v_tenant_id,
            p_service_id => (v_id ->> case v_name when 'my_offered' then 'asked' else 'service' end)::uuid,
            p_resource_id => (v_id ->> 'lead')::uuid,
            p_from => case v_name
                when 'offered' then given.at(p_slug, given.day(45, '10:00'))
                when 'my_offered' then given.at(p_slug, given.day(46, '10:00'))
                else given.day(56)::date::text
            end,
            p_to => case v_name
                when 'offered' then given.at(p_slug, given.day(45, '10:15'))
                when 'my_offered' then given.at(p_slug, given.day(46, '10:15'))
                else given.day(57)::date::text
            end,
            p_customer => case
                when v_name like 'my%' then v_self
                else jsonb_build_object(
                    'name', v_name || ' of ' || p_slug, 'email', v_name || '@' || p_slug || '.test'
                )
            end,
            p_note => 'A note on somebody who waits at ' || p_slug
        ) -> 'id');
    end loop;

    perform private.begin_claims(v_owner, false);
    perform api.cancel_booking(v_tenant_id, (v_id ->> 'left')::uuid);
    perform api.cancel_booking(v_tenant_id, (v_id ->> 'also_left')::uuid);

    insert into data.customers (tenant_id, name, email)
    values (given.tenant(p_slug || '-too'), v_self ->> 'name', v_self ->> 'email');

    -- Links that somebody of theirs may follow.
    update data.users
    set password_hash = 'hash', totp_secret = 'sealed of ' || p_slug
    where user_id = v_owner_id;

    insert into data.recovery_codes (user_id, code_hash)
    values (v_owner_id, sha256(convert_to('code of ' || p_slug, 'UTF8')));

    perform private.begin_claims('{"role": "guest"}', false);
    perform api.sign_up(null, 'sign_up@' || p_slug || '.test', 'Nina');
    perform api.request_magic_link(null, 'sign_in@' || p_slug || '.test');
    perform api.request_password_reset(null, 'olga@' || p_slug || '.test');
    perform private.begin_claims(v_owner, false);
    perform api.request_email_verification(null);
    perform api.request_email_change(null, 'change_email@' || p_slug || '.test');
    update data.users set email_verified_at = now() where user_id = v_owner_id;

    select v_id || jsonb_object_agg(l.purpose, l.link_id)
    into v_id
    from data.one_time_links as l
    where l.email like '%@' || p_slug || '.test';

    v_id := v_id || jsonb_build_object('link', private.make_link(
        'invitation', 'nina@' || p_slug || '.test', interval '7 days', v_owner_id, v_tenant_id,
        jsonb_build_object('role', 'staff of ' || p_slug)
    ));
    perform private.queue_deliveries(v_tenant_id, array[
        row('email', v_tenant_id, v_tenant_id, null, 'ping', null, null)::private.wanted,
        row('email', v_tenant_id, v_tenant_id, (
            select e.event_id from data.events as e where e.tenant_id = v_tenant_id limit 1
        ), 'told', null, null)::private.wanted
    ]);
    update data.deliveries
    set status = 'delivered', settled_at = now(), response = jsonb_build_object('said', p_slug)
    where tenant_id = v_tenant_id and kind = 'told';
    v_id := v_id || jsonb_object_agg(d.kind || '_delivery', d.delivery_id)
        || jsonb_object_agg(d.kind || '_event', d.event_id)
    from data.deliveries as d
    where d.tenant_id = v_tenant_id;
    update data.queues set due_at = now() + interval '1 day' where tenant_id = v_tenant_id;
    update data.follow_ups set due_at = now() + interval '1 day' where tenant_id = v_tenant_id;
    insert into data.review_requests (tenant_id, booking_id, customer_id, completed_at)
    select tenant_id, booking_id, customer_id, now()
    from data.bookings
    where tenant_id = v_tenant_id and booking_id = (v_id ->> 'booking')::uuid;

    -- Browsers of a member, of whoever has the token of a booking, and of a customer with an account;
    -- and how they write to telephones.
    with browsers as (
        insert into data.push_subscriptions (
            tenant_id, user_id, customer_id, booking_id, endpoint, p256dh, auth, user_agent
        )
        select
            v_tenant_id, w.user_id, w.customer_id, w.booking_id,
            'https://push.test/' || p_slug, 'BA' || repeat('A', 85), repeat('A', 22),
            'The browser of ' || p_slug
        from (
            select v_owner_id as user_id, null::uuid as customer_id, null::uuid as booking_id
            union all
            select null, b.customer_id, b.booking_id
            from data.bookings as b
            where b.tenant_id = v_tenant_id and b.booking_id = (v_id ->> 'booking')::uuid
            union all
            select null, c.customer_id, null
            from data.customers as c
            where c.tenant_id = v_tenant_id and c.email = v_self ->> 'email'
        ) as w
        returning *
    )

    select v_id || jsonb_object_agg(
        case
            when b.user_id is not null then 'browser'
            when b.booking_id is not null then 'browser_of_booking'
            else 'my_browser'
        end,
        b.subscription_id
    )
    into v_id
    from browsers as b;

    insert into data.whatsapp_accounts (tenant_id, phone_number_id, access_token, app_secret)
    values (v_tenant_id, '12345', 'token of ' || p_slug, 'secret of ' || p_slug);
    insert into data.sms_accounts (tenant_id, account_sid, auth_token, sender)
    values (v_tenant_id, 'AC' || md5(p_slug), 'token of ' || p_slug, left(p_slug, 11));
    insert into data.phone_contacts (tenant_id, channel, phone_digest)
    values (v_tenant_id, 'sms', sha256(convert_to(p_slug, 'UTF8')));
    insert into data.receipts (tenant_id, delivery_id, channel, message_id, status)
    select v_tenant_id, d.delivery_id, 'sms', 'SM of ' || p_slug, 'sent'
    from data.deliveries as d where d.tenant_id = v_tenant_id;
    perform private.queue_message(
        v_tenant_id, 'invitation', 'nina@' || p_slug || '.test', 'en',
        jsonb_build_object('business', p_slug), (v_id ->> 'link')::uuid
    );

    -- It began five minutes ago.
    update data.allocations as a
    set
        starts_at = a.starts_at - (b.starts_at - now()) - interval '5 minutes',
        ends_at = a.ends_at - (b.starts_at - now()) - interval '5 minutes'
    from data.bookings as b
    where
        a.tenant_id = v_tenant_id
        and a.booking_id = (v_id ->> 'begun')::uuid
        and b.tenant_id = a.tenant_id
        and b.booking_id = a.booking_id;

    -- Two are invited, one of whom is known by the link; somebody who runs the platform has acted,
    -- and does.
    foreach v_name in array '{spare_invited,invited}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, api.create_invitation(
            p_tenant_id => v_tenant_id,
            p_email => v_name || '@' || p_slug || '.test',
            p_role => 'staff',
            p_name => v_name || ' of ' || p_slug,
            p_location_id => (v_id ->> 'place')::uuid
        ) -> 'id');
    end loop;

    v_id := v_id || jsonb_build_object(
        'link', (
            select i.link_id
            from data.invitations as i
            where i.tenant_id = v_tenant_id and i.invitation_id = (v_id ->> 'invited')::uuid
        ),
        'spare_member', given.member(p_slug, 'Sue', 'staff'),
        'admin', given.member(p_slug, 'Ada', 'manager')
    );
    update data.users
    set name = name || ' of ' || p_slug
    where user_id in ((v_id ->> 'spare_member')::uuid, (v_id ->> 'admin')::uuid);
    insert into data.platform_admins (user_id) values ((v_id ->> 'admin')::uuid);

    for v_nth in 1..2 loop
        insert into data.acting (tenant_id, user_id, name, reason, expires_at, ended_at)
        values (
            v_tenant_id, (v_id ->> 'admin')::uuid, 'Ada of ' || p_slug, 'Reason of ' || p_slug,
            now() + interval '1 hour', case v_nth when 1 then now() end
        )
        returning jsonb_set(v_id, '{acting}', to_jsonb(acting_id)) into v_id;
    end loop;

    update data.bookings
    set
        starts_at = now() - interval '5 minutes',
        ends_at = ends_at - (starts_at - now()) - interval '5 minutes'
    where tenant_id = v_tenant_id and booking_id = (v_id ->> 'begun')::uuid;

    -- What is paid in advance.
    perform private.begin_claims(v_owner, false);
    perform api.update_prepaid_settings(v_tenant_id, p_gift_card_months => 24);
    perform api.update_programme(v_tenant_id, p_enabled => true);
    v_id := v_id || jsonb_build_object(
        'card', api.sell_gift_card(
            v_tenant_id, '{"amount": 2000, "currency": "EUR"}', 'cash', (v_id ->> 'zoe')::uuid,
            p_location_id => (v_id ->> 'place')::uuid
        ),
        'package', api.create_package(
            v_tenant_id, 'Sessions of ' || p_slug, 10, '{"amount": 9000, "currency": "EUR"}'
        ) -> 'id',
        'reward', api.create_reward(
            v_tenant_id, 'Reward of ' || p_slug, 'percent', 10, p_percent => 10
        ) -> 'id'
    );
    perform api.sell_package(
        v_tenant_id, (v_id ->> 'zoe')::uuid, (v_id ->> 'package')::uuid, 'cash',
        (v_id ->> 'place')::uuid
    );

    -- Two of each, and so a second page.
    for v_nth in 1..2 loop
        perform api.adjust_points(
            v_tenant_id, (v_id ->> 'zoe')::uuid, 50, 'Welcome to ' || p_slug
        );
    end loop;

    perform api.sell_gift_card(
        v_tenant_id, '{"amount": 1500, "currency": "EUR"}', 'cash',
        p_location_id => (v_id ->> 'place')::uuid
    );
    perform api.create_package(
        v_tenant_id, 'More sessions of ' || p_slug, 20, '{"amount": 9000, "currency": "EUR"}'
    );
    perform api.create_reward(
        v_tenant_id, 'Another reward of ' || p_slug, 'percent', 20, p_percent => 20
    );
    insert into data.redemptions (
        tenant_id, booking_id, reward_id, customer_id, points, discount_minor, returned_at
    )
    values (
        v_tenant_id, (v_id ->> 'begun')::uuid, (v_id ->> 'reward')::uuid,
        (v_id ->> 'zoe')::uuid, 10, 100, now()
    );

    -- What is invoiced, what may be, and which months are closed. One has two documents.
    perform private.begin_claims(v_owner, false);
    perform api.update_invoice_settings(v_tenant_id, p_legal_name => 'Owner of ' || p_slug);

    foreach v_name in array '{invoiced,billable,billed}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, given.booking(
            p_slug, 'service of ' || p_slug, 'lead of ' || p_slug,
            given.day(case v_name when 'invoiced' then 47 when 'billable' then 48 else 49 end, '16:00'),
            v_name || '_' || p_slug
        ));
    end loop;

    perform private.begin_claims(v_guest, false);

    foreach v_name in array '{my_invoiced,my_billable}'::text[] loop
        v_id := v_id || jsonb_build_object(v_name, api.create_booking(
            p_tenant_id => v_tenant_id,
            p_service_id => (v_id ->> 'service')::uuid,
            p_starts_at => given.at(
                p_slug, given.day(case v_name when 'my_invoiced' then 53 else 54 end, '15:00')
            ),
            p_resource_id => (v_id ->> 'lead')::uuid,
            p_customer => v_self
        ) -> 'id');
    end loop;

    perform private.begin_claims(v_owner, false);
    update data.bookings
    set price_minor = 4000
    where
        tenant_id = v_tenant_id
        and booking_id in (
            select (v_id ->> n)::uuid
            from unnest('{invoiced,billable,billed,my_invoiced,my_billable}'::text[]) as n
        );

    foreach v_name in array '{invoiced,billable,billed,my_invoiced,my_billable}'::text[] loop
        perform given.completed(p_slug, (v_id ->> v_name)::uuid);
        continue when v_name like '%billable';
        perform private.begin_claims(v_owner, false);
        perform given.taken(p_slug, (v_id ->> v_name)::uuid, 'cash', 4000);
        v_id := v_id || jsonb_build_object(v_name || '_invoice', api.create_invoice(
            v_tenant_id, (v_id ->> v_name)::uuid, 'Name of ' || p_slug, 'Company of ' || p_slug,
            'Address of ' || p_slug, 'Tax number of ' || p_slug
        ) -> 'id');
        perform api.create_refund(
            v_tenant_id, given.payment_id((v_id ->> v_name)::uuid), 'Note of ' || p_slug,
            '{"amount": 1000, "currency": "EUR"}'
        );
    end loop;

    perform api.close_month(v_tenant_id, '2019-11');
    perform api.close_month(v_tenant_id, '2019-12');

    perform private.seal_history(v_tenant_id);
    perform set_config('request.claims', '', true);

    perform set_config(
        'request.claims', jsonb_build_object('tenant_id', v_tenant_id)::text, true
    );
    perform private.publish_events(v_tenant_id, 1000);
    update data.messages set queued_at = now();
    perform set_config('request.claims', '', true);

    return jsonb_build_object(
        'tenant', v_tenant_id,
        '@owner', v_owner_id,
        '@manager', v_manager_id,
        '@staff', v_staff_id,

        'booking_id', v_id -> 'booking',
        'confirm_booking.booking_id', v_id -> 'pending',
        'decline_booking.booking_id', v_id -> 'pending',
        'check_in_booking.booking_id', v_id -> 'begun',
        'complete_booking.booking_id', v_id -> 'begun',
        'mark_no_show.booking_id', v_id -> 'begun',
        'checkout_id', v_id -> 'subscribing',
        'begin_checkout.booking_id', v_id -> 'paying',
        'payout_id', v_id -> 'payout',
        'business_id', v_tenant_id,
        'refund_id', v_id -> 'refund',
        'payment_id', v_id -> 'paying_payment'
    ) || jsonb_build_object(
        'card_id', v_id -> 'carding_card',
        'begin_card.booking_id', v_id -> 'carding',
        'cancel_payment.payment_id', v_id -> 'fee',
        'create_refund.payment_id', v_id -> 'paid_payment',
        'get_card.booking_id', v_id -> 'carded',
        'list_booking_payments.booking_id', v_id -> 'paid',
        'list_disputes.status', 'won',
        'list_payments.booking_id', v_id -> 'paid',
        'list_payments.status', 'paid',
        'list_payments.from', null,
        'list_payments.to', null
    ) || jsonb_build_object(
        'create_payment.booking_id', v_id -> 'paying',
        'void_payment.payment_id', v_id -> 'cash_payment',
        'rule_id', v_id -> 'rule',
        'create_commission_rule.category', null,
        'list_commissions.from', now()::date - 1,
        'list_commissions.to', now()::date + 1,
        'get_cash_report.date', now()::date,
        'settle_commissions.until', now()::date + 1,
        'create_cash_movement.kind', 'paid_out',
        'event', jsonb_build_object(
            'id', 'evt_of_' || p_slug,
            'type', 'checkout.session.completed',
            'created', 1800000000,
            'account', 'acct_' || p_slug,
            'data', jsonb_build_object(
                'object', given.session(p_slug, (v_id ->> 'paying_payment')::uuid)
            )
        ),
        'calendar_id', v_id -> 'calendar',
        'claim_id', v_id -> 'calendar',
        'closure_id', v_id -> 'closure',
        'customer_id', v_id -> 'zoe',
        'delete_customer.customer_id', v_id -> 'spare_customer',
        'hours_id', v_id -> 'hours_of_lead',
        'location_id', v_id -> 'place',
        'delete_location.location_id', v_id -> 'spare_place',
        'resource_id', v_id -> 'lead',
        'delete_hours.resource_id', v_id -> 'spare',
        'delete_hours.hours_id', v_id -> 'hours_of_spare',
        'delete_location_hours.hours_id', v_id -> 'hours_of_place',
        'service_id', v_id -> 'service',
        'delete_service.service_id', v_id -> 'spare_service',
        'shift_id', v_id -> 'shift',
        'time_off_id', v_id -> 'time_off',
        'user_id', v_staff_id,
        'start_session.user_id', v_owner_id,
        'create_resource.user_id', v_manager_id,

        'customer', v_customer,
        'create_booking.customer', jsonb_build_object('id', v_id -> 'zoe'),
        'requirements', v_id -> 'requirements',
        'lead_terms', v_id -> 'lead_terms',

        'email', 'zoe@' || p_slug || '.test',
        'create_customer.email', 'new@' || p_slug || '.test',
        'find_credentials.email', 'olga@' || p_slug || '.test',
        'category', 'category of ' || p_slug
    ) || jsonb_build_object(
        'q', p_slug,
        'near', format('%s,12.5', p_latitude),
        'tenant_slug', p_slug,
        'token_hash', v_hash,
        'redeem_magic_link.token_hash', v_new_hash,
        'redeem_sign_up.token_hash', v_new_hash,
        'reset_password.token_hash', v_new_hash,
        'start_session.token_hash', v_new_hash,
        'switch_tenant.token_hash', v_new_hash,
        'starts_at', given.at(p_slug, given.day(40, '10:00')),
        'ends_at', given.at(p_slug, given.day(40, '12:00')),
        'from', given.day(0)::date,
        'to', given.day(60)::date,
        'get_availability.to', given.day(6)::date,

        '@manage_token', private.manage_token(v_tenant_id, (v_id ->> 'booking')::uuid),
        '@idempotency_key', 'booking key of ' || p_slug
    ) || jsonb_build_object(
        'feed_id', v_id -> 'feed',
        'delete_account_feed.feed_id', v_id -> 'account_feed',
        'create_feed.location_id', null,
        'settle_calendar.from', given.at(p_slug, given.day(60)),
        'settle_calendar.until', given.at(p_slug, given.day(70)),
        '@feed_hash', encode(sha256(convert_to('feed 1 of ' || p_slug, 'UTF8')), 'hex'),
        '@account_feed_hash', encode(sha256(convert_to('account ' || p_slug, 'UTF8')), 'hex'),
        'series_id', v_id -> 'series' -> 'id',
        'from_booking_id', v_id -> 'series' -> 'bookings' -> 0 -> 'id',
        'create_series.customer', jsonb_build_object('id', v_id -> 'zoe'),
        'preview_series.customer', jsonb_build_object('id', v_id -> 'zoe'),
        'read_clock.until', given.at(p_slug, given.day(40, '12:00')),
        'local_starts', array[given.day(40, '10:00'), given.day(41, '10:00')]::text,
        'entry_id', v_id -> 'waiting',
        'webhook_id', v_id -> 'webhook',
        'accept_offer.entry_id', v_id -> 'offered',
        'decline_offer.entry_id', v_id -> 'offered'
    ) || jsonb_build_object(
        'accept_my_offer.entry_id', v_id -> 'my_offered',
        'decline_my_offer.entry_id', v_id -> 'my_offered',
        'leave_my_waitlist.entry_id', v_id -> 'my_waiting',
        'get_my_booking.booking_id', v_id -> 'mine',
        'cancel_my_booking.booking_id', v_id -> 'mine',
        'reschedule_my_booking.booking_id', v_id -> 'mine',
        'give_my_consent.booking_id', v_id -> 'mine',
        'redeem_my_booking.booking_id', v_id -> 'mine',
        'update_my_billing.booking_id', v_id -> 'my_billable',
        'create_my_invoice.booking_id', v_id -> 'my_billable',
        'list_my_invoices.booking_id', v_id -> 'my_invoiced',
        'create_my_booking.tenant', p_slug,
        'note_id', v_id -> 'note',
        'consent_id', v_id -> 'consent',
        'withdraw_booking_consent.consent_id', v_id -> 'my_consent',
        'other_customer_id', v_id -> 'spare_customer',
        'list_waitlist.status', 'waiting',
        'actor', v_owner_id,
        'subject', v_id -> 'zoe',
        'list_history.from', given.at(p_slug, given.day(-30)),
        'list_history.to', given.at(p_slug, given.day(30)),
        'redeem_sign_up.link_id', v_id -> 'sign_up',
        'redeem_magic_link.link_id', v_id -> 'sign_in',
        'reset_password.link_id', v_id -> 'reset_password',
        'verify_email.link_id', v_id -> 'verify_email',
        'redeem_email_change.link_id', v_id -> 'change_email',
        'session_id', (
            select family_id from data.sessions where token_hash = decode(v_hash, 'hex')
        )
    ) || jsonb_build_object(
        'code', v_id -> 'card' -> 'code',
        'gift_card_code', v_id -> 'card' -> 'code',
        'gift_card_id', v_id -> 'card' -> 'id',
        'package_id', v_id -> 'package',
        'credit_payment.payment_id', v_id -> 'card' -> 'payment_id',
        'reward_id', v_id -> 'reward',
        'create_reward.kind', 'percent',
        'create_reward.amount', null,
        'create_reward.service_id', null,
        'update_reward.kind', 'percent',
        'update_reward.amount', null,
        'update_reward.service_id', null,
        'list_gift_cards.status', 'active'
    ) || jsonb_build_object(
        'invoice_id', v_id -> 'invoiced_invoice',
        'replace_invoice.invoice_id', v_id -> 'billed_invoice',
        'update_billing.booking_id', v_id -> 'billable',
        'create_invoice.booking_id', v_id -> 'billable',
        'list_booking_invoices.booking_id', v_id -> 'invoiced',
        'get_month_report.month', '2019-12',
        'list_invoices.number', null,
        'list_invoices.from', null,
        'list_invoices.to', null,
        'list_invoices.customer_id', null,
        'get_invoices_report.from', now()::date - 1,
        'get_invoices_report.to', now()::date + 1
    ) || jsonb_build_object(
        'domain_id', v_id -> 'shop' -> 'id',
        'records', v_id -> 'shop' -> 'record_value',
        'get_site.host', 'www.' || p_slug || '.test',
        'get_site.ascii', 'www.' || p_slug || '.test',
        'get_template.kind', 'reminder',
        'list_events.type', 'booking',
        'update_template.kind', 'reminder',
        'delete_template.kind', 'reminder',
        'confirm_totp.secret', 'sealed of ' || p_slug,
        'verify_tenant.token_hash', v_new_hash,
        'verify_tenant.link_id', v_id -> 'opening',
        '@admin', v_id -> 'admin',
        '@acting', v_id -> 'acting',
        '@link', v_id -> 'link',
        'invitation_id', v_id -> 'invited',
        'delete_invitation.invitation_id', v_id -> 'spare_invited',
        'create_invitation.email', 'newer@' || p_slug || '.test',
        'delete_member.user_id', v_id -> 'spare_member',
        'off_board_member.user_id', v_id -> 'spare_member',
        'hand_over_to', v_id -> 'other',
        'off_board_member.keep_bookings', false,
        'start_acting.tenant', p_slug,
        'accept_invitation.token_hash', v_new_hash,
        'worker_id', md5(p_slug),
        'target_id', v_tenant_id,
        'delivery_id', v_id -> 'ping_delivery',
        'redeliver_webhook.delivery_id', v_id -> 'delivery',
        'event_id', v_id -> 'told_event',
        'replay_deliveries.first_sequence', null,
        'replay_deliveries.last_sequence', null,
        'replay_deliveries.from', given.at(p_slug, given.day(-30)),
        'replay_deliveries.to', given.at(p_slug, given.day(30)),
        'find_callback_secrets.channel', 'sms',
        'take_receipts.channel', 'sms',
        'take_replies.channel', 'sms',
        'list_deliveries.status', 'delivered',
        'list_platform_subscriptions.state', 'active',
        'subscription_id', v_id -> 'browser',
        'delete_booking_push_subscription.subscription_id', v_id -> 'browser_of_booking',
        'delete_my_push_subscription.subscription_id', v_id -> 'my_browser',
        'receipts', (
            select jsonb_agg(jsonb_build_object(
                'delivery_id', d.delivery_id, 'message_id', 'SM1', 'status', 'delivered'
            ))
            from data.deliveries as d
            where d.tenant_id = v_tenant_id
        ),
        'results', (
            select jsonb_agg(jsonb_build_object(
                'tenant_id', d.tenant_id, 'id', d.delivery_id, 'outcome', 'delivered'
            ))
            from data.deliveries as d
            where d.tenant_id = v_tenant_id
        )
    );
end;
$$;
