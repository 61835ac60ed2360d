-- Users and sessions are global. A caller sees the user they are, or are signing in as (by e-mail),
-- the colleagues that a function lets them see (private.see_users), and the sessions that are
-- theirs, or whose token they hold. Members are seen by who works there, by the worker (which tells
-- them what happens) and by the member: that is how one learns where one works. Nobody gives a role
-- that is not below their own, but takes the one they were offered (joining); nobody ends the work
-- of somebody who is not below them, but may end their own. Recovery codes are their user's. What
-- is in a bucket of the throttle is nobody's: who takes from it must find it, whoever they are.

grant select, insert, update on data.users to holdfast_api;

create policy users_api_select on data.users
    for select to holdfast_api
    using (
        user_id = private.current_user_id()
        or email = private.current_claims() ->> 'email'
        or private.current_claims() -> 'sees' ? user_id::text
    );

create policy users_api_insert on data.users
    for insert to holdfast_api
    with check (
        user_id = private.current_user_id()
        and email = private.current_claims() ->> 'proven_email'
    );

create policy users_api_update on data.users
    for update to holdfast_api
    using (user_id = private.current_user_id())
    with check (user_id = private.current_user_id());

grant select, insert, update, delete on data.recovery_codes to holdfast_api;

create policy recovery_codes_api_select on data.recovery_codes
    for select to holdfast_api
    using (user_id = private.current_user_id());

create policy recovery_codes_api_insert on data.recovery_codes
    for insert to holdfast_api
    with check (user_id = private.current_user_id());

create policy recovery_codes_api_update on data.recovery_codes
    for update to holdfast_api
    using (user_id = private.current_user_id())
    with check (user_id = private.current_user_id());

create policy recovery_codes_api_delete on data.recovery_codes
    for delete to holdfast_api
    using (user_id = private.current_user_id());

grant select, insert, update, delete on data.throttle_buckets to holdfast_api;

create policy throttle_buckets_api_select on data.throttle_buckets
    for select to holdfast_api
    using (true);

create policy throttle_buckets_api_insert on data.throttle_buckets
    for insert to holdfast_api
    with check (true);

create policy throttle_buckets_api_update on data.throttle_buckets
    for update to holdfast_api
    using (true)
    with check (true);

create policy throttle_buckets_api_delete on data.throttle_buckets
    for delete to holdfast_api
    using (true);

grant select, insert, update, delete on data.members to holdfast_api;
grant select on data.members to holdfast_reader;

create policy members_api_select on data.members
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,worker}')
        or user_id = private.current_user_id()
    );

create policy members_api_insert on data.members
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.rank_of(role) < private.current_rank()
            or user_id = private.current_user_id()
            and role = private.current_claims() ->> 'joining'
        )
    );

create policy members_api_update on data.members
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.rank_of(role) < private.current_rank()
    )
    with check (
        tenant_id = private.current_tenant_id()
        and private.rank_of(role) < private.current_rank()
    );

create policy members_api_delete on data.members
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.rank_of(role) < private.current_rank()
            or user_id = private.current_user_id()
        )
    );

create policy members_reader_select on data.members
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}')
        or user_id = private.current_user_id()
    );

grant select, insert, update, delete on data.sessions to holdfast_api;

create policy sessions_api_select on data.sessions
    for select to holdfast_api
    using (user_id = private.current_user_id()
        or token_hash = decode(private.current_claims() ->> 'token_hash', 'hex'));

create policy sessions_api_insert on data.sessions
    for insert to holdfast_api
    with check (user_id = private.current_user_id());

create policy sessions_api_update on data.sessions
    for update to holdfast_api
    using (user_id = private.current_user_id()
        or token_hash = decode(private.current_claims() ->> 'token_hash', 'hex'))
    with check (user_id = private.current_user_id());

create policy sessions_api_delete on data.sessions
    for delete to holdfast_api
    using (user_id = private.current_user_id());

grant select, insert, update, delete on data.customers to holdfast_api;
grant select on data.customers to holdfast_reader;

create policy customers_api_select on data.customers
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        or email = private.current_claims() ->> 'proven_email'
    );

create policy customers_api_insert on data.customers
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{guest,customer,staff,manager,owner}')
    );

-- Customers with an account change what is said of them there (private.visit_business).
create policy customers_api_update on data.customers
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager,staff}')
            or customer_id = (private.current_claims() ->> 'account_customer')::uuid
        )
    );

create policy customers_api_delete on data.customers
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy customers_reader_select on data.customers
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update, delete on data.customer_notes to holdfast_api;
grant select on data.customer_notes to holdfast_reader;

create policy customer_notes_api_select on data.customer_notes
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}'));

create policy customer_notes_api_insert on data.customer_notes
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff}')
    );

create policy customer_notes_api_update on data.customer_notes
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}'))
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff}')
    );

create policy customer_notes_api_delete on data.customer_notes
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy customer_notes_reader_select on data.customer_notes
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

-- Whoever has shown that an address is theirs sees where it is known: private.my_businesses says so
-- by the claims, which nobody else can.
grant select, insert, delete on data.customer_addresses to holdfast_api;

create policy customer_addresses_api_select on data.customer_addresses
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}')
        or email = private.current_claims() ->> 'verified_email'
    );

create policy customer_addresses_api_insert on data.customer_addresses
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{guest,customer,staff,manager,owner}')
    );

create policy customer_addresses_api_delete on data.customer_addresses
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}'));

-- Nobody deletes a consent; of one that was given, a trigger lets only its end be written. Guests
-- have to do with those that are given with a booking: with its token, the functions say.
grant select, insert, update on data.consents to holdfast_api;
grant select on data.consents to holdfast_reader;

create policy consents_api_select on data.consents
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager,staff,worker}')
            or private.has_role('{guest}') and booking_id is not null
        )
    );

create policy consents_api_insert on data.consents
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager,staff}')
            or private.has_role('{guest}') and booking_id is not null
        )
    );

create policy consents_api_update on data.consents
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager,staff}')
            or private.has_role('{guest}') and booking_id is not null
        )
    )
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager,staff}')
            or private.has_role('{guest}') and booking_id is not null
        )
    );

create policy consents_reader_select on data.consents
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));
