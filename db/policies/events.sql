-- Events are appended and read. No role may change or delete one; the relay gives each its place.
-- Staff may look at what concerns a calendar; whose it is, the functions ask. Triggers append as
-- the relay, since a person who is booked in one business is taken in another too.
-- Deliveries are made by the relay and workers, in the name of a business, and seen by who runs it.

grant select, insert on data.events to holdfast_api;
grant select on data.events to holdfast_reader;
grant select (tenant_id, event_id, type, subject_id, occurred_at, sequence) on data.events
to holdfast_relay;
grant insert (tenant_id, type, subject_id, subject_version, data, actor_id) on data.events
to holdfast_relay;
grant update (sequence) on data.events to holdfast_relay;
grant select (tenant_id, event_id, type, occurred_at, sequence) on data.events to holdfast_sweeper;

create policy events_api_select on data.events
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager,worker}')
            or private.has_role('{staff}') and data ?| '{resource_id,previous_resource_id}'
        )
    );

create policy events_api_insert on data.events
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy events_reader_select on data.events
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

create policy events_relay_select on data.events
    for select to holdfast_relay
    using (tenant_id = private.current_tenant_id() or pg_trigger_depth() > 0);

create policy events_relay_insert on data.events
    for insert to holdfast_relay
    with check (pg_trigger_depth() > 0);

create policy events_relay_update on data.events
    for update to holdfast_relay
    using (tenant_id = private.current_tenant_id() and sequence is null)
    with check (tenant_id = private.current_tenant_id());

create policy events_sweeper_select on data.events
    for select to holdfast_sweeper
    using (sequence is null);

grant select on data.event_heads to holdfast_api, holdfast_reader;
grant select, insert, update on data.event_heads to holdfast_relay;

create policy event_heads_api_select on data.event_heads
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy event_heads_reader_select on data.event_heads
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

create policy event_heads_relay_select on data.event_heads
    for select to holdfast_relay
    using (tenant_id = private.current_tenant_id());

create policy event_heads_relay_insert on data.event_heads
    for insert to holdfast_relay
    with check (tenant_id = private.current_tenant_id());

create policy event_heads_relay_update on data.event_heads
    for update to holdfast_relay
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

grant select on data.event_types to holdfast_api, holdfast_reader;

create policy event_types_api_select on data.event_types
    for select to holdfast_api
    using (true);

create policy event_types_reader_select on data.event_types
    for select to holdfast_reader
    using (true);

grant select, insert, update, delete on data.queues to holdfast_api;
grant select on data.queues to holdfast_reader;
grant select on data.queues to holdfast_sweeper;
grant update (due_at) on data.queues to holdfast_sweeper;

create policy queues_api_select on data.queues
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy queues_api_insert on data.queues
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy queues_api_update on data.queues
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    )
    with check (tenant_id = private.current_tenant_id());

create policy queues_api_delete on data.queues
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy queues_reader_select on data.queues
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

create policy queues_sweeper_select on data.queues
    for select to holdfast_sweeper
    using (due_at <= now() or due_at = 'infinity');

create policy queues_sweeper_update on data.queues
    for update to holdfast_sweeper
    using (due_at <= now())
    with check (true);

grant select, insert, update on data.deliveries to holdfast_api;
grant select on data.deliveries to holdfast_reader;
grant select (
    tenant_id, delivery_id, channel, target_id, kind, status, due_at, waits, worker_id, last_error,
    created_at
) on data.deliveries to holdfast_sweeper;

create policy deliveries_api_select on data.deliveries
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy deliveries_api_insert on data.deliveries
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy deliveries_api_update on data.deliveries
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    )
    with check (tenant_id = private.current_tenant_id());

create policy deliveries_reader_select on data.deliveries
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

create policy deliveries_sweeper_select on data.deliveries
    for select to holdfast_sweeper
    using (status in ('pending', 'dead'));
