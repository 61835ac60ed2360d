-- Who waits is visible to their own business. Nobody deletes an entry; one goes with its customer.
-- The sweeper sees of every business when its holds have lapsed.

grant select, insert, update on data.waitlist to holdfast_api;
grant select on data.waitlist to holdfast_reader;

create policy waitlist_api_select on data.waitlist
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy waitlist_api_insert on data.waitlist
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy waitlist_api_update on data.waitlist
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy waitlist_reader_select on data.waitlist
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select (tenant_id, status, lapses_at) on data.bookings to holdfast_sweeper;

create policy bookings_sweeper_select on data.bookings
    for select to holdfast_sweeper
    using (status = 'held' and lapses_at <= now());
