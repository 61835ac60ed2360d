-- What a test may take as given. Loaded once into the database that tests/sql runs against, and
-- nowhere else. Names are the tests' own; ids are found by name where a test needs them.

create schema given;
grant usage on schema given to public;

-- To write a business's e-mails takes longer than all the rest of opening it, and hardly a test
-- reads them: whoever does asks for them (given.templates). A business that is opened through the
-- front door has them in any case.
create or replace trigger _300_templates after insert on data.tenants
for each row when (current_setting('given.without_templates', true) is distinct from 'on')
execute function private.tg_tenants_templates();

-- A business in a zone, with one location of the same name and nothing else.
create function given.tenant(p_slug text, p_time_zone text default 'Europe/Rome') returns uuid
    language plpgsql security definer
as $$
declare
    v_tenant_id uuid;
begin
    perform set_config('given.without_templates', 'on', true);
    insert into data.tenants (slug, name, preset, currency, time_zone, notice_minutes, horizon_days)
    values (p_slug, initcap(p_slug), 'salon', 'EUR', p_time_zone, 0, 700)
    returning tenant_id into v_tenant_id;
    perform set_config('given.without_templates', '', true);

    insert into data.locations (tenant_id, name, time_zone)
    values (v_tenant_id, p_slug, p_time_zone);

    return v_tenant_id;
end;
$$;

create function given.tenant_id(p_slug text) returns uuid
    language sql stable security definer
    return (select tenant_id from data.tenants where slug = p_slug);

create function given.location_id(p_slug text, p_name text default null) returns uuid
    language sql stable security definer
    return (
        select location_id from data.locations
        where tenant_id = given.tenant_id(p_slug) and name = coalesce(p_name, p_slug)
    );

-- The e-mails of its preset, for a business.
create function given.templates(p_slug text) returns void
    language plpgsql security definer
as $$
begin
    perform private.add_templates(given.tenant_id(p_slug), 'salon');
end;
$$;

-- A resource that works from 09:00 to 17:00 every day.
create function given.resource(
    p_slug text, p_name text, p_kind text default 'staff', p_seats integer default 1
) returns uuid
    language plpgsql security definer
as $$
declare
    v_resource_id uuid;
begin
    insert into data.resources (tenant_id, location_id, kind, name, seats)
    values (given.tenant_id(p_slug), given.location_id(p_slug), p_kind, p_name, p_seats)
    returning resource_id into v_resource_id;

    insert into data.hours (tenant_id, resource_id, weekday, opens_at, closes_at)
    select given.tenant_id(p_slug), v_resource_id, weekday, '09:00', '17:00'
    from generate_series(1, 7) as weekday;

    return v_resource_id;
end;
$$;

create function given.resource_id(p_slug text, p_name text) returns uuid
    language sql stable security definer
    return (
        select resource_id from data.resources
        where tenant_id = given.tenant_id(p_slug) and name = p_name
    );

-- A free service of so many minutes that these resources can each lead.
create function given.service(
    p_slug text, p_name text, p_minutes integer, variadic p_leads text[]
) returns uuid
    language plpgsql security definer
as $$
declare
    v_service_id uuid;
begin
    insert into data.services (tenant_id, name, duration_minutes)
    values (given.tenant_id(p_slug), p_name, p_minutes)
    returning service_id into v_service_id;

    perform given.requirement(p_slug, p_name, 1, 1, variadic p_leads);

    return v_service_id;
end;
$$;

create function given.service_id(p_slug text, p_name text) returns uuid
    language sql stable security definer
    return (
        select service_id from data.services
        where tenant_id = given.tenant_id(p_slug) and name = p_name
    );

-- A further part of a service, and who can take it.
create function given.requirement(
    p_slug text, p_service text, p_position integer, p_quantity integer, variadic p_names text[]
) returns void
    language plpgsql security definer
as $$
begin
    insert into data.requirements (tenant_id, service_id, position, quantity)
    values (given.tenant_id(p_slug), given.service_id(p_slug, p_service), p_position, p_quantity);

    insert into data.candidates (tenant_id, service_id, resource_id, position)
    select
        given.tenant_id(p_slug), given.service_id(p_slug, p_service),
        given.resource_id(p_slug, name), p_position
    from unnest(p_names) as name;
end;
$$;

-- Somebody who works there; the resource of that name, if there is one, is theirs.
create function given.member(p_slug text, p_name text, p_role text) returns uuid
    language plpgsql security definer
as $$
declare
    v_user_id uuid;
begin
    insert into data.users (email, name)
    values (lower(p_name) || '@' || p_slug || '.test', p_name)
    returning user_id into v_user_id;

    insert into data.members (tenant_id, user_id, role)
    values (given.tenant_id(p_slug), v_user_id, p_role);

    update data.resources
    set user_id = v_user_id
    where tenant_id = given.tenant_id(p_slug) and name = p_name;

    return v_user_id;
end;
$$;

create function given.user_id(p_slug text, p_name text) returns uuid
    language sql stable security definer
    return (select user_id from data.users where email = lower(p_name) || '@' || p_slug || '.test');

-- A confirmed booking, made through the front door by a guest. Times are local: '2099-01-05 10:00'.
create function given.booking(
    p_slug text, p_service text, p_resource text, p_local timestamp, p_customer text default 'Ann'
) returns uuid
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_booking jsonb;
begin
    v_booking := api.create_booking(
        p_tenant_id => private.begin_claims(
            jsonb_build_object('slug', p_slug, 'role', 'guest'), false
        ),
        p_service_id => given.service_id(p_slug, p_service),
        p_resource_id => given.resource_id(p_slug, p_resource),
        p_starts_at => given.at(p_slug, p_local),
        p_customer => jsonb_build_object(
            'name', p_customer, 'email', lower(p_customer) || '@customers.test'
        )
    );
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return (v_booking ->> 'id')::uuid;
end;
$$;

-- A local time of a business as a client would send it.
create function given.at(p_slug text, p_local timestamp) returns text
    language sql stable security definer
    return (
        select to_char(
            p_local at time zone time_zone at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        )
        from data.tenants where slug = p_slug
    );

-- A day far enough ahead to be in the future, near enough to be within every horizon: the Monday
-- after the next, plus so many days, at a local time.
create function given.day(p_days integer default 0, p_time time default '00:00') returns timestamp
    language sql stable
    return date_trunc('week', now()) + interval '14 days' + make_interval(days => p_days) + p_time;

-- From here on the test is the web application, asking for this tenant in this role; or, in that of
-- the worker, the worker. Claims more
-- than that (sub, manage_token, idempotency_key, …) are merged in. Security invoker on purpose:
-- it changes the role of its caller.
create function given.acting_for(
    p_slug text, p_role text default 'guest', p_name text default null, p_more jsonb default '{}'
) returns void
    language plpgsql
as $$
begin
    reset role;
    perform set_config(
        'request.claims',
        (jsonb_strip_nulls(jsonb_build_object(
            'tenant_id', given.tenant_id(p_slug),
            'role', p_role,
            'sub', given.user_id(p_slug, p_name)
        )) || p_more)::text,
        true
    );
    perform set_config('response.headers', '', true);

    if p_role = 'worker' then
        set local role holdfast_worker;
    else
        set local role holdfast_web;
    end if;
end;
$$;

-- The hands of a DBA again, with no claims.
create function given.nobody() returns void
    language plpgsql
as $$
begin
    reset role;
    perform set_config('request.claims', '', true);
end;
$$;

-- Whether this transaction has the calendar of a resource to itself. A quoted body: what it calls
-- is not tied to it, and can be rebuilt.
create function given.has_locked(p_slug text, p_resource text) returns boolean
    language sql stable security definer
as $$
    select exists (
        select
        from pg_locks
        where
            locktype = 'advisory'
            and mode = 'ExclusiveLock'
            and pid = pg_backend_pid()
            and (classid::bigint << 32) | objid::bigint
            = private.lock_key(given.tenant_id(p_slug), given.resource_id(p_slug, p_resource))
    );
$$;

-- A local time so many days after the clocks of Europe are put back, next year.
create function given.autumn(p_days integer, p_time time) returns timestamp
    language sql stable
    return (
        date_trunc('week', make_date(extract(year from now())::integer + 1, 11, 1)::timestamp)
        + make_interval(days => p_days - 1) + p_time
    );

-- A series that a guest made: so many bookings, every so many days from a local start on.
create function given.series(
    p_slug text, p_service text, p_resource text, p_local timestamp, p_many integer, p_days integer
) returns jsonb
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_series jsonb;
begin
    v_series := api.create_series(
        p_tenant_id => private.begin_claims(
            jsonb_build_object('slug', p_slug, 'role', 'guest'), false
        ),
        p_service_id => given.service_id(p_slug, p_service),
        p_resource_id => given.resource_id(p_slug, p_resource),
        p_starts_at => given.at(p_slug, p_local),
        p_rrule => format('FREQ=DAILY;INTERVAL=%s;COUNT=%s', p_days, p_many),
        p_customer => '{"name": "Zoe", "email": "zoe@customers.test"}',
        p_local_starts => array(
            select p_local + make_interval(days => p_days * n) from generate_series(0, p_many - 1) as n
        )
    );
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return v_series;
end;
$$;

-- Somebody joins the waitlist for a local day of a business, through the front door.
create function given.waiting(
    p_slug text, p_service text, p_resource text, p_local timestamp, p_customer text,
    p_hours integer default 24
) returns uuid
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_entry jsonb;
begin
    v_entry := api.join_waitlist(
        p_tenant_id => private.begin_claims(
            jsonb_build_object('slug', p_slug, 'role', 'guest'), false
        ),
        p_service_id => given.service_id(p_slug, p_service),
        p_resource_id => given.resource_id(p_slug, p_resource),
        p_from => given.at(p_slug, p_local),
        p_to => given.at(p_slug, p_local + make_interval(hours => p_hours)),
        p_customer => jsonb_build_object(
            'name', p_customer, 'email', lower(p_customer) || '@customers.test'
        )
    );
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return (v_entry ->> 'id')::uuid;
end;
$$;

-- What has become of everybody who waits at a business, by first name.
create function given.waitlist(p_slug text) returns text
    language sql stable security definer
    return (
        select string_agg(customer_name || ' ' || status, ', ' order by entry_id)
        from data.waitlist
        where tenant_id = given.tenant_id(p_slug)
    );

-- From here on the test is whoever holds the token of an entry of the waitlist.
create function given.acting_with_token(p_slug text, p_id uuid) returns void
    language plpgsql
as $$
begin
    reset role;
    perform given.acting_for(p_slug, 'guest', null, jsonb_build_object(
        'manage_token', given.manage_token(p_slug, p_id)
    ));
end;
$$;

create function given.manage_token(p_slug text, p_id uuid) returns text
    language plpgsql stable security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_token text;
begin
    perform set_config('request.claims', '', true);
    v_token := private.manage_token(given.tenant_id(p_slug), p_id);
    perform set_config('request.claims', coalesce(v_claims, ''), true);
    return v_token;
end;
$$;

-- Lets the holds of a business run out a second before this transaction began, so that they have
-- whichever clock is asked. What is kept for those who wait is kept on,
-- unless p_for_all says that its time is up too.
create function given.lapse(p_slug text, p_for_all boolean default false) returns void
    language sql security definer
begin atomic
    update data.bookings
    set
        lapses_at = now() - interval '1 second',
        hold_expires_at = now() - interval '1 second'
        + case when p_for_all then interval '0' else hold_expires_at - lapses_at end
    where tenant_id = given.tenant_id(p_slug) and status = 'held';

    update data.allocations as a
    set hold_expires_at = b.hold_expires_at
    from data.bookings as b
    where
        b.tenant_id = a.tenant_id
        and b.booking_id = a.booking_id
        and b.status = 'held'
        and a.tenant_id = given.tenant_id(p_slug);
end;

-- A customer with an account, who has shown that the address is theirs: they book as p_name.
create function given.patron(p_name text) returns uuid
    language sql security definer
begin atomic
    insert into data.users (email, name, email_verified_at)
    values (lower(p_name) || '@customers.test', p_name, now())
    returning user_id;
end;

create function given.patron_id(p_name text) returns uuid
    language sql stable security definer
    return (select user_id from data.users where email = lower(p_name) || '@customers.test');

-- From here on the test is that customer, signed in, and for no business in particular.
create function given.acting_as_patron(p_name text, p_more jsonb default '{}') returns void
    language sql
as $$
    select given.acting_for(
        null, 'customer', null, jsonb_build_object('sub', given.patron_id(p_name)) || p_more
    );
$$;

-- Three customers with accounts: Zoe has booked in two businesses (booked), Eve in one of them, and
-- Adam nowhere. Olga owns the first. Security invoker: the test makes the tables that it reads.
create function given.patrons() returns void
    language plpgsql
as $$
begin
    perform given.tenant('alder'), given.tenant('birch');
    perform given.member('alder', 'Olga', 'owner');
    perform given.resource('alder', 'Ann'), given.resource('birch', 'Ann');
    perform given.service('alder', 'Cut', 60, 'Ann'), given.service('birch', 'Cut', 60, 'Ann');

    create temporary table booked as
    select
        given.booking('alder', 'Cut', 'Ann', given.day(0, '10:00'), 'Zoe') as zoe,
        given.booking('birch', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe') as far,
        given.booking('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Eve') as eve;
    grant select on booked to public;

    perform given.patron('Zoe'), given.patron('Eve'), given.patron('Adam');
end;
$$;

-- And Zoe waits in both businesses (waits): in the first for the time that Eve has.
create function given.patrons_waiting() returns void
    language plpgsql
as $$
begin
    create temporary table waits as
    select
        given.waiting('alder', 'Cut', 'Ann', given.day(2, '10:00'), 'Zoe', 1) as zoe,
        given.waiting('birch', 'Cut', 'Ann', given.day(1, '10:00'), 'Zoe', 1) as far;
    grant select on waits to public;
end;
$$;

-- Somebody with an account, who works nowhere.
create function given.account(p_name text) returns uuid
    language sql security definer
begin atomic
    insert into data.users (email, name) values (lower(p_name) || '@people.test', p_name)
    returning user_id;
end;

-- From here on the test is the web application, asking for somebody who works nowhere.
create function given.acting_as(p_name text, p_more jsonb default '{}') returns void
    language plpgsql
as $$
begin
    reset role;
    perform given.acting_for(null, 'customer', null, p_more || jsonb_build_object(
        'sub', given.user_id('people', p_name)
    ));
end;
$$;

-- A webhook that is told of these events, at https://<business>.test/hooks.
create function given.webhook(
    p_slug text, p_events text[] default '{*}', p_id uuid default uuidv7()
) returns uuid
    language sql security definer
begin atomic
    insert into data.endpoints (tenant_id, endpoint_id, url, events, max_in_flight, secret)
    values (
        given.tenant_id(p_slug), p_id, 'https://' || p_slug || '.test/hooks',
        p_events::data.event_pattern[], 20, 'sealed'
    )
    returning endpoint_id;
end;

-- A business with Olga, Max and Sam (owner, manager, staff), and what is to be told in its name: of
-- its first three events, e1 to e3, each of a thing of its own, to given.target_id(), by e-mail;
-- and of none, ping, to a webhook of that id. From here on the test is nobody.
create function given.deliveries(p_slug text) returns void
    language plpgsql
as $$
declare
    v_tenant_id constant uuid := given.tenant(p_slug);
begin
    perform given.member(p_slug, 'Olga', 'owner'), given.member(p_slug, 'Max', 'manager'),
        given.member(p_slug, 'Sam', 'staff');
    perform given.resource(p_slug, 'Ann'), given.resource(p_slug, 'Bea');
    perform given.webhook(p_slug, '{nothing.at_all}', given.target_id());
    perform set_config('request.claims', jsonb_build_object(
        'tenant_id', v_tenant_id, 'role', 'worker'
    )::text, true);
    perform private.publish_events(v_tenant_id, 1000);
    perform private.queue_deliveries(v_tenant_id, array(
        select row(
            'email', given.target_id(), e.event_id, e.event_id, 'e' || e.sequence,
            given.message(p_slug), now()
        )::private.wanted
        from data.events as e
        where e.tenant_id = v_tenant_id and e.sequence <= 3
        order by e.sequence
    ));
    perform private.queue_deliveries(v_tenant_id, array[row(
        'webhook', given.target_id(), given.target_id(), null, 'ping', null, now()
    )::private.wanted]);
    perform given.nobody();
end;
$$;

-- What an e-mail says that can be delivered: the data of its delivery.
create function given.message(p_slug text) returns jsonb
    language sql security definer
begin atomic
    insert into data.messages (tenant_id, kind, recipient, locale, queued_at)
    values (given.tenant_id(p_slug), 'news', 'olga@x.test', 'en', now())
    returning jsonb_build_object('message_id', message_id);
end;

create function given.target_id() returns uuid
    language sql immutable
    return '01900000-0000-7000-8000-000000000001'::uuid;

-- The last delivery of a kind, and the kinds that a list of deliveries has, in its order.
create function given.delivery_id(p_kind text) returns uuid
    language sql stable security definer
    return (
        select delivery_id from data.deliveries
        where kind = p_kind order by delivery_id desc limit 1
    );

create function given.kinds(p_list jsonb) returns text
    language sql immutable
    return (
        select string_agg(i.value ->> 'kind', ' ' order by i.ordinality)
        from jsonb_array_elements(p_list -> 'items') with ordinality as i
    );

-- A worker takes what there is, and says of the last of a kind what came of it. What it took, by
-- kind. From here on the test is that worker.
create function given.claimed(p_slug text) returns text
    language plpgsql
as $$
begin
    perform given.acting_for(p_slug, 'worker');

    return (
        select string_agg(c.value ->> 'kind', ' ' order by c.value ->> 'kind')
        from jsonb_array_elements(api.claim_deliveries(null, given.target_id()) -> 'items') as c
    );
end;
$$;

create function given.settled(p_slug text, p_kind text, p_outcome text) returns void
    language plpgsql
as $$
begin
    perform given.acting_for(p_slug, 'worker');
    perform api.settle_deliveries(null, given.target_id(), jsonb_build_array(jsonb_build_object(
        'tenant_id', given.tenant_id(p_slug), 'id', given.delivery_id(p_kind),
        'outcome', p_outcome, 'error', 'No.'
    )));
end;
$$;

-- How a call ends: done, or the SQLSTATE it fails with. Security invoker, like the next.
create function given.outcome(p_call text) returns text
    language plpgsql
as $$
begin
    execute p_call;
    return 'done';
exception
    when others then
        return sqlstate;
end;
$$;

-- How it ends for each who may ask: a guest, and Sam, Max and Olga, who are staff, manager and
-- owner of a business. From here on the test is Olga.
create function given.outcomes(p_slug text, p_call text) returns text
    language plpgsql
as $$
declare
    v_who record;
    v_outcomes text;
begin
    for v_who in
        select *
        from (values ('guest', null), ('staff', 'Sam'), ('manager', 'Max'), ('owner', 'Olga'))
        as who (role, name)
    loop
        perform given.acting_for(p_slug, v_who.role, v_who.name);
        v_outcomes := concat_ws(', ', v_outcomes, v_who.role || ' ' || given.outcome(p_call));
    end loop;

    return v_outcomes;
end;
$$;

-- How it ends for everybody but Zoe: Eve and Adam, who are customers with accounts, and a guest.
create function given.others(p_call text) returns text
    language plpgsql
as $$
declare
    v_name text;
    v_outcomes text;
begin
    foreach v_name in array '{Eve,Adam}'::text[] loop
        perform given.acting_as_patron(v_name);
        v_outcomes := concat_ws(', ', v_outcomes, v_name || ' ' || given.outcome(p_call));
    end loop;

    perform given.acting_for(null, 'guest');
    return v_outcomes || ', guest ' || given.outcome(p_call);
end;
$$;

-- What was written to an address last: which text, and the link in it.
create function given.mail(p_email text) returns text
    language sql stable security definer
    return (
        select kind from data.messages where recipient = p_email order by message_id desc limit 1
    );

create function given.link(p_email text) returns uuid
    language sql stable security definer
    return (
        select link_id from data.messages where recipient = p_email order by message_id desc limit 1
    );

-- From here on the test is whoever follows the link that was sent to an address last.
create function given.following(p_email text) returns void
    language plpgsql
as $$
begin
    reset role;
    perform given.acting_for(
        null, 'guest', null, jsonb_build_object('link_id', given.link(p_email))
    );
end;
$$;

-- Somebody who runs the platform, and works nowhere.
create function given.platform_admin(p_name text) returns uuid
    language sql security definer
begin atomic
    insert into data.users (email, name)
    values (lower(p_name) || '@platform.test', p_name);

    insert into data.platform_admins (user_id)
    select user_id from data.users where email = lower(p_name) || '@platform.test'
    returning user_id;
end;

-- From here on the test is a platform admin who acts for a business, since now and for an hour.
create function given.acting_as_admin(p_slug text, p_name text) returns void
    language plpgsql
as $$
declare
    v_acting_id uuid;
begin
    reset role;
    insert into data.acting (tenant_id, user_id, name, reason, expires_at)
    values (
        given.tenant_id(p_slug), given.user_id('platform', p_name), p_name, 'They asked',
        now() + interval '1 hour'
    )
    returning acting_id into v_acting_id;
    perform given.acting_for(p_slug, 'owner', null, jsonb_build_object(
        'sub', given.user_id('platform', p_name), 'acting', v_acting_id
    ));
end;
$$;

-- An account with Stripe that customers can pay into.
create function given.payment_account(
    p_slug text, p_fee_basis_points integer default null, p_account_id text default null
) returns text
    language plpgsql security definer
as $$
declare
    v_account_id constant text := coalesce(
        p_account_id, 'acct_' || replace(p_slug, '-', '_')
    );
begin
    insert into data.payment_accounts (
        tenant_id, account_id, charges_enabled, payouts_enabled, details_submitted,
        fee_basis_points
    )
    values (
        given.tenant_id(p_slug), v_account_id, true, true, true, p_fee_basis_points
    )
    on conflict (tenant_id) where (replaced_at is null) do update
    set
        account_id = excluded.account_id, fee_basis_points = excluded.fee_basis_points,
        charges_enabled = true;

    perform private.link_stripe(
        given.tenant_id(p_slug), v_account_id, 'account', given.tenant_id(p_slug)
    );

    return v_account_id;
end;
$$;

-- Who sells online can be paid online: what is tested of that is tested with an account.
create function given.tg_sold_online() returns trigger
    language plpgsql security definer
as $$
begin
    insert into data.payment_accounts (
        tenant_id, account_id, charges_enabled, payouts_enabled, details_submitted
    )
    select tenant_id, 'acct_' || replace(slug, '-', '_'), true, true, true
    from data.tenants
    where tenant_id = new.tenant_id
    on conflict (tenant_id) where (replaced_at is null) do nothing;

    return null;
end;
$$;

create trigger given_sold_online after insert or update of pay_online on data.services
for each row when (new.pay_online) execute function given.tg_sold_online();

-- What a service costs, online; perhaps with a deposit.
create function given.price(
    p_slug text, p_service text, p_price_minor bigint, p_deposit_minor bigint default 0
) returns void
    language sql security definer
as $$
    update data.services
    set price_minor = p_price_minor, deposit_minor = p_deposit_minor, pay_online = true
    where tenant_id = given.tenant_id(p_slug) and name = p_service;
$$;

-- A payment of a booking, begun as its customer.
create function given.checkout(p_slug text, p_booking_id uuid, p_tip_minor bigint default 0)
returns uuid
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_payment_id uuid;
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'guest',
        'tenant_id', given.tenant_id(p_slug),
        'public_url', 'http://localhost',
        'manage_token', private.manage_token(given.tenant_id(p_slug), p_booking_id)
    )::text, true);
    v_payment_id := api.begin_checkout(
        given.tenant_id(p_slug), p_booking_id, p_tip_minor
    ) ->> 'payment_id';
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return v_payment_id;
end;
$$;

-- An event of Stripe's, about an object, of the business's own account: what became of it.
create function given.stripe_event(
    p_slug text, p_type text, p_object jsonb, p_id text default null
) returns text
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_outcome text;
begin
    perform set_config('request.claims', '{"role": "stripe"}', true);
    v_outcome := api.receive_stripe_event(null, jsonb_build_object(
        'id', coalesce(p_id, 'evt_' || gen_random_uuid()),
        'object', 'event',
        'type', p_type,
        'account', 'acct_' || replace(p_slug, '-', '_'),
        'created', extract(epoch from now())::bigint,
        'data', jsonb_build_object('object', p_object)
    )) ->> 'outcome';
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return v_outcome;
end;
$$;

-- A Checkout Session of Stripe's, as it is when it has been paid, or is something else.
create function given.session(
    p_slug text, p_payment_id uuid, p_payment_status text default 'paid'
) returns jsonb
    language sql security definer
as $$
    select jsonb_build_object(
        'id', 'cs_' || p_payment_id,
        'object', 'checkout.session',
        'mode', 'payment',
        'status', 'complete',
        'payment_status', p_payment_status,
        'amount_total', p.amount_minor,
        'currency', lower(p.currency),
        'client_reference_id', p_payment_id,
        'payment_intent', 'pi_' || p_payment_id,
        'metadata', jsonb_build_object('holdfast_payment_id', p_payment_id),
        'customer_details', '{"name": "Ann Example", "email": "ann@example.com"}'::jsonb
    )
    from data.payments as p
    where p.tenant_id = given.tenant_id(p_slug) and p.payment_id = p_payment_id;
$$;

create function given.paid(p_slug text, p_payment_id uuid) returns text
    language sql
as $$
    select given.stripe_event(
        p_slug, 'checkout.session.completed', given.session(p_slug, p_payment_id)
    );
$$;

-- A booking that is confirmed, for it was paid online.
create function given.paid_booking(
    p_slug text, p_service text, p_resource text, p_local timestamp, p_customer text default 'Ann',
    p_tip_minor bigint default 0
) returns uuid
    language plpgsql security definer
as $$
declare
    v_booking_id constant uuid := given.booking(p_slug, p_service, p_resource, p_local, p_customer);
begin
    perform given.paid(p_slug, given.checkout(p_slug, v_booking_id, p_tip_minor));
    return v_booking_id;
end;
$$;

create function given.payment_id(p_booking_id uuid, p_part text default 'full') returns uuid
    language sql stable security definer
begin atomic
    select payment_id
    from data.payments
    where booking_id = p_booking_id and part = p_part
    order by payment_id desc
    limit 1;
end;

-- What has become of a booking, and of its money.
create function given.became(p_booking_id uuid) returns text
    language sql stable security definer
    return (
        select status || ' ' || payment_status from data.bookings where booking_id = p_booking_id
    );

create function given.refunds(p_booking_id uuid) returns text
    language sql stable security definer
    return (
        select string_agg(format('%s %s %s', reason, amount_minor, status), ', ' order by refund_id)
        from data.refunds where booking_id = p_booking_id
    );

-- What the accounts of a business have, debits positive; those that have nothing are left out.
create function given.ledger(p_slug text) returns text
    language sql stable security definer
begin atomic
    select string_agg(format('%s %s', s.kind, s.amount), ', ' order by s.kind)
    from (
        select a.kind, sum(p.amount_minor) as amount
        from data.postings as p
        join data.ledger_accounts as a
            on a.tenant_id = p.tenant_id and a.account_id = p.account_id
        where p.tenant_id = given.tenant_id(p_slug)
        group by a.kind
        having sum(p.amount_minor) <> 0
    ) as s;
end;

-- What Stripe says of a refund that it was asked for.
create function given.refund_told(p_slug text, p_refund_id uuid, p_status text default 'succeeded')
returns text
    language sql security definer
as $$
    select given.stripe_event(p_slug, 'refund.updated', jsonb_build_object(
        'id', 're_' || refund_id, 'object', 'refund', 'amount', amount_minor,
        'currency', lower(currency), 'status', p_status, 'payment_intent', 'pi_' || payment_id,
        'metadata', jsonb_build_object('holdfast_refund_id', refund_id)
    ))
    from data.refunds
    where tenant_id = given.tenant_id(p_slug) and refund_id = p_refund_id;
$$;

-- What Stripe says when a bank asks a payment back: the object of its event.
create function given.dispute(
    p_payment_id uuid, p_status text default 'needs_response', p_fee bigint default null
) returns jsonb
    language sql stable security definer
    return (
        select jsonb_build_object(
            'id', 'dp_' || payment_id, 'object', 'dispute', 'amount', amount_minor,
            'currency', lower(currency), 'status', p_status, 'reason', 'fraudulent',
            'created', 1700000000, 'payment_intent', 'pi_' || payment_id,
            'charge', 'ch_' || payment_id,
            'evidence_details', '{"due_by": 1900000000}'::jsonb,
            'balance_transactions', case
                when p_fee is null then '[]'
                else jsonb_build_array(jsonb_build_object(
                    'amount', -amount_minor, 'fee', p_fee, 'currency', lower(currency)
                ))
            end
        )
        from data.payments
        where payment_id = p_payment_id
    );

-- A plan that can be subscribed to, in euro, and is known to Stripe.
create function given.plan(
    p_plan text, p_month_minor bigint, p_limits jsonb default '{}', p_sort integer default 1
) returns text
    language plpgsql security definer
as $$
begin
    insert into data.plans (
        plan, name, sort, max_staff, max_locations, max_bookings, max_messages,
        trial_days, grace_days, stripe_product_id
    )
    values (
        p_plan, initcap(p_plan), p_sort, (p_limits ->> 'staff')::integer,
        (p_limits ->> 'locations')::integer, (p_limits ->> 'bookings')::integer,
        (p_limits ->> 'messages')::integer, coalesce((p_limits ->> 'trial_days')::integer, 0), 7,
        'prod_' || p_plan
    );

    insert into data.plan_prices (
        plan, currency, billing_interval, amount_minor, stripe_price_id
    )
    values
    (p_plan, 'EUR', 'month', p_month_minor, 'price_' || p_plan || '_month'),
    (p_plan, 'EUR', 'year', p_month_minor * 10, 'price_' || p_plan || '_year');

    return p_plan;
end;
$$;

create function given.subscription_id(p_slug text) returns uuid
    language sql security definer
as $$
    insert into data.tenant_subscriptions (tenant_id)
    values (given.tenant_id(p_slug))
    on conflict do nothing;

    select private.link_stripe(tenant_id, subscription_id::text, 'subscription', subscription_id)
    from data.tenant_subscriptions
    where tenant_id = given.tenant_id(p_slug);

    select subscription_id
    from data.tenant_subscriptions
    where tenant_id = given.tenant_id(p_slug);
$$;

-- An event of Stripe's on the platform's own account, so many seconds from now: what became of it.
create function given.platform_event(
    p_type text, p_object jsonb, p_seconds integer default 0, p_before jsonb default null
) returns text
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_outcome text;
begin
    perform set_config('request.claims', '{"role": "stripe"}', true);
    v_outcome := api.receive_stripe_event(null, jsonb_build_object(
        'id', 'evt_' || gen_random_uuid(),
        'object', 'event',
        'type', p_type,
        'created', extract(epoch from now())::bigint + p_seconds,
        'data', jsonb_strip_nulls(jsonb_build_object(
            'object', p_object, 'previous_attributes', p_before
        ))
    )) ->> 'outcome';
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return v_outcome;
end;
$$;

-- A subscription of a business as Stripe tells of it.
create function given.subscription(
    p_slug text, p_status text, p_price text, p_more jsonb default '{}'
) returns jsonb
    language sql
as $$
    select jsonb_build_object(
        'id', 'sub_' || p_slug,
        'object', 'subscription',
        'created', extract(epoch from now())::bigint - 100,
        'status', p_status,
        'customer', 'cus_' || p_slug,
        'currency', 'eur',
        'cancel_at_period_end', false,
        'latest_invoice', 'in_' || p_slug,
        'metadata', jsonb_build_object(
            'holdfast_subscription_id', given.subscription_id(p_slug)
        ),
        'items', jsonb_build_object('data', jsonb_build_array(jsonb_build_object(
            'id', 'si_' || p_slug,
            'price', jsonb_build_object('id', p_price),
            'current_period_start', extract(epoch from now())::bigint,
            'current_period_end', extract(epoch from now() + interval '30 days')::bigint
        )))
    ) || p_more;
$$;

-- A business that has subscribed to a plan, and paid.
create function given.subscribed(p_slug text, p_plan text) returns text
    language sql
as $$
    select given.platform_event(
        'customer.subscription.created',
        given.subscription(p_slug, 'active', 'price_' || p_plan || '_month')
    );
$$;

-- A bill of a subscription as Stripe tells of it.
create function given.bill(p_slug text, p_status text, p_more jsonb default '{}') returns jsonb
    language sql
as $$
    select jsonb_build_object(
        'id', 'in_' || p_slug,
        'object', 'invoice',
        'created', extract(epoch from now())::bigint,
        'number', 'HF-1',
        'status', p_status,
        'currency', 'eur',
        'amount_due', 2900,
        'amount_paid', case p_status when 'paid' then 2900 else 0 end,
        'hosted_invoice_url', 'https://pay.test/in_' || p_slug,
        'invoice_pdf', 'https://pay.test/in_' || p_slug || '.pdf',
        'customer_email', 'olga@example.com',
        'parent', jsonb_build_object('subscription_details', jsonb_build_object(
            'subscription', 'sub_' || p_slug
        ))
    ) || p_more;
$$;

-- Tax where a business is: in hundredths of a per cent, in the prices or on top of them.
create function given.tax(p_slug text, p_basis_points integer, p_is_inclusive boolean) returns void
    language sql security definer
as $$
    update data.locations
    set tax_basis_points = p_basis_points, tax_is_inclusive = p_is_inclusive, tax_name = 'VAT'
    where tenant_id = given.tenant_id(p_slug);
$$;

-- A visit that is over, whenever it is.
create function given.completed(p_slug text, p_booking_id uuid) returns void
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'owner', 'tenant_id', given.tenant_id(p_slug)
    )::text, true);
    update data.bookings
    set status = 'completed', version = version + 1, hold_expires_at = null, lapses_at = null
    where tenant_id = given.tenant_id(p_slug) and booking_id = p_booking_id;
    perform set_config('request.claims', coalesce(v_claims, ''), true);
end;
$$;

-- What was paid on site for a booking, as the answer to who recorded it.
create function given.taken(
    p_slug text, p_booking_id uuid, p_method text, p_minor bigint, p_tip_minor bigint default 0
) returns jsonb
    language sql
as $$
    select api.create_payment(
        given.tenant_id(p_slug),
        p_booking_id,
        p_method,
        jsonb_build_object('amount', p_minor, 'currency', 'EUR'),
        jsonb_build_object('amount', p_tip_minor, 'currency', 'EUR')
    );
$$;

-- What stands in the ledger for a booking: each kind of account that has anything.
create function given.ledger(p_booking_id uuid) returns text
    language sql stable security definer
as $$
    select string_agg(format('%s %s', k.kind, k.amount), ', ' order by k.kind)
    from (
        select a.kind, sum(p.amount_minor) as amount
        from data.postings as p
        join data.ledger_accounts as a using (tenant_id, account_id)
        where p.booking_id = p_booking_id
        group by a.kind
        having sum(p.amount_minor) <> 0
    ) as k;
$$;

-- A gift card that was sold for cash: its code.
create function given.gift_card(p_slug text, p_minor bigint) returns text
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_code text;
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'owner', 'tenant_id', given.tenant_id(p_slug)
    )::text, true);
    v_code := api.sell_gift_card(
        given.tenant_id(p_slug), jsonb_build_object('amount', p_minor, 'currency', 'EUR'), 'cash'
    ) ->> 'code';
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return v_code;
end;
$$;

-- A package of sessions of these services, or of all, that a customer has paid for in cash.
create function given.bought(
    p_slug text, p_customer_id uuid, p_sessions integer, p_price_minor bigint,
    variadic p_services text[] default '{}'
) returns uuid
    language plpgsql security definer
as $$
declare
    v_claims text := current_setting('request.claims', true);
    v_tenant_id constant uuid := given.tenant_id(p_slug);
    v_package_id uuid;
    v_id uuid;
begin
    perform set_config('request.claims', jsonb_build_object(
        'role', 'owner', 'tenant_id', v_tenant_id
    )::text, true);
    v_package_id := api.create_package(
        p_tenant_id => v_tenant_id,
        p_name => format('%s sessions', p_sessions),
        p_sessions => p_sessions,
        p_price => jsonb_build_object('amount', p_price_minor, 'currency', 'EUR'),
        p_validity_days => 90,
        p_service_ids => to_jsonb(array(
            select given.service_id(p_slug, name) from unnest(p_services) as name
        ))
    ) ->> 'id';
    v_id := api.sell_package(v_tenant_id, p_customer_id, v_package_id, 'cash') ->> 'id';
    perform set_config('request.claims', coalesce(v_claims, ''), true);

    return v_id;
end;
$$;

-- What there is on the accounts of a business, by kind, without what is nothing.
create function given.balances(p_slug text, variadic p_kinds text[] default '{}') returns text
    language sql security definer
as $$
    select string_agg(format('%s %s', k.kind, k.balance), ', ' order by k.kind)
    from (
        select kind, sum(balance_minor) as balance
        from data.balances
        where
            tenant_id = given.tenant_id(p_slug)
            and (cardinality(p_kinds) = 0 or kind = any(p_kinds))
        group by kind
        having sum(balance_minor) <> 0
    ) as k;
$$;

create function given.customer_id(p_slug text, p_name text) returns uuid
    language sql stable security definer
    return (
        select customer_id from data.customers
        where
            tenant_id = given.tenant_id(p_slug)
            and email = lower(p_name) || '@customers.test'
    );

-- What has become of a booking: its status, that of its payment, what is off its price, and what is
-- due.
create function given.paying(p_booking_id uuid) returns text
    language sql stable security definer
as $$
    select concat_ws(
        ' ', b.status, b.payment_status, '-' || b.discount_minor, private.amount_due(b)
    )
    from data.bookings as b
    where b.booking_id = p_booking_id;
$$;

-- How a business invoices.
create function given.invoicing(p_slug text, p_automatic boolean default true) returns void
    language sql security definer
as $$
    insert into data.invoice_settings (tenant_id, automatic)
    values (given.tenant_id(p_slug), p_automatic)
    on conflict (tenant_id) do update set automatic = excluded.automatic;
$$;

-- The documents of a booking: which, and what each says, without tax, as tax, as tip.
create function given.documents(p_booking_id uuid) returns text
    language sql stable security definer
as $$
    select string_agg(
        concat_ws(
            ' ', i.series, i.sequence, i.reason,
            format('%s+%s+%s', i.net_minor, i.tax_minor, i.tip_minor)
        ),
        ', ' order by i.invoice_id
    )
    from data.invoices as i
    where i.booking_id = p_booking_id;
$$;

-- A document of a booking, the first of its series unless another is asked for.
create function given.invoice_id(
    p_booking_id uuid, p_series text default 'invoice', p_nth integer default 1
) returns uuid
    language sql stable security definer
as $$
    select i.invoice_id
    from data.invoices as i
    where i.booking_id = p_booking_id and i.series = p_series
    order by i.invoice_id
    offset p_nth - 1
    limit 1;
$$;
