-- Payments are written by functions for whoever pays or gives back, a guest as well, and what
-- Stripe tells. They are seen by who runs the business; staff see those of their visits through
-- functions. What Stripe tells is kept before it is known whose it is: the door it comes through
-- sees all of it, a business what is its own. Nothing is deleted.

grant select, insert, update on data.payment_accounts to holdfast_api;
grant select on data.payment_accounts to holdfast_reader;

create policy payment_accounts_api_select on data.payment_accounts
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy payment_accounts_api_insert on data.payment_accounts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy payment_accounts_api_update on data.payment_accounts
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy payment_accounts_reader_select on data.payment_accounts
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.payments to holdfast_api;
grant select on data.payments to holdfast_reader;

create policy payments_api_select on data.payments
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy payments_api_insert on data.payments
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy payments_api_update on data.payments
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy payments_reader_select on data.payments
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.payment_lines to holdfast_api;
grant select on data.payment_lines to holdfast_reader;

create policy payment_lines_api_select on data.payment_lines
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy payment_lines_api_insert on data.payment_lines
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy payment_lines_reader_select on data.payment_lines
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.refunds to holdfast_api;
grant select on data.refunds to holdfast_reader;

create policy refunds_api_select on data.refunds
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy refunds_api_insert on data.refunds
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy refunds_api_update on data.refunds
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy refunds_reader_select on data.refunds
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.disputes to holdfast_api;
grant select on data.disputes to holdfast_reader;

create policy disputes_api_select on data.disputes
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy disputes_api_insert on data.disputes
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy disputes_api_update on data.disputes
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy disputes_reader_select on data.disputes
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.cards to holdfast_api;
grant select on data.cards to holdfast_reader;

create policy cards_api_select on data.cards
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy cards_api_insert on data.cards
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy cards_api_update on data.cards
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy cards_reader_select on data.cards
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.stripe_objects to holdfast_api;

create policy stripe_objects_api_select on data.stripe_objects
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() or private.has_role('{stripe}'));

create policy stripe_objects_api_insert on data.stripe_objects
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

grant select, insert on data.stripe_events to holdfast_api;

create policy stripe_events_api_select on data.stripe_events
    for select to holdfast_api
    using (
        private.has_role('{stripe}')
        or tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}')
    );

create policy stripe_events_api_insert on data.stripe_events
    for insert to holdfast_api
    with check (private.has_role('{stripe}'));

grant select, insert on data.stripe_mentions to holdfast_api;

create policy stripe_mentions_api_select on data.stripe_mentions
    for select to holdfast_api
    using (private.has_role('{stripe}'));

create policy stripe_mentions_api_insert on data.stripe_mentions
    for insert to holdfast_api
    with check (private.has_role('{stripe}'));
