-- Bookings and what they occupy are visible to their own business. Nobody deletes a booking.
-- Allocations are deleted only to be written again elsewhere, when a booking moves.

grant select on data.booking_transitions to holdfast_api;
grant select on data.booking_transitions to holdfast_reader;

create policy booking_transitions_api_select on data.booking_transitions
    for select to holdfast_api
    using (true);

create policy booking_transitions_reader_select on data.booking_transitions
    for select to holdfast_reader
    using (true);

grant select, insert, update on data.series to holdfast_api;
grant select on data.series to holdfast_reader;

create policy series_api_select on data.series
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy series_api_insert on data.series
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy series_api_update on data.series
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy series_reader_select on data.series
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update on data.bookings to holdfast_api;
grant select on data.bookings to holdfast_reader;

create policy bookings_api_select on data.bookings
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy bookings_api_insert on data.bookings
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy bookings_api_update on data.bookings
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy bookings_reader_select on data.bookings
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update, delete on data.allocations to holdfast_api;
grant select on data.allocations to holdfast_reader;

create policy allocations_api_select on data.allocations
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy allocations_api_insert on data.allocations
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy allocations_api_update on data.allocations
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy allocations_api_delete on data.allocations
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy allocations_reader_select on data.allocations
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update, delete on data.idempotency_keys to holdfast_api;

create policy idempotency_keys_api_select on data.idempotency_keys
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy idempotency_keys_api_insert on data.idempotency_keys
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy idempotency_keys_api_update on data.idempotency_keys
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy idempotency_keys_api_delete on data.idempotency_keys
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id());

-- Of people with calendars in several places, every business may know when they are not free, and
-- where else they work as ids that open nothing. It writes its own rows, and removes those of
-- others whose hold has lapsed. Nobody reads this by themselves: no grant to holdfast_reader.

grant select, insert, delete on data.person_calendars to holdfast_api;

create policy person_calendars_api_select on data.person_calendars
    for select to holdfast_api
    using (private.current_tenant_id() is not null);

-- For the events of those calendars (private.tell_calendars).
grant select on data.person_calendars to holdfast_relay;

create policy person_calendars_relay_select on data.person_calendars
    for select to holdfast_relay
    using (true);

create policy person_calendars_api_insert on data.person_calendars
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and (private.has_role('{owner,manager}') or user_id = private.current_user_id())
    );

create policy person_calendars_api_delete on data.person_calendars
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (private.has_role('{owner,manager}') or user_id = private.current_user_id())
    );

grant select, insert, update, delete on data.engagements to holdfast_api;

create policy engagements_api_select on data.engagements
    for select to holdfast_api
    using (private.current_tenant_id() is not null);

create policy engagements_api_insert on data.engagements
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy engagements_api_update on data.engagements
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy engagements_api_delete on data.engagements
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() or hold_expires_at <= clock_timestamp());
