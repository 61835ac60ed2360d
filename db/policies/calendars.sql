-- Outside calendars are seen by who works there, and read by the worker. Whoever books sees when
-- somebody is busy, as with time off.

grant select, insert, update, delete on data.calendars to holdfast_api;
grant select on data.calendars to holdfast_reader;

create policy calendars_api_select on data.calendars
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,worker}')
    );

create policy calendars_api_insert on data.calendars
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff}')
    );

create policy calendars_api_update on data.calendars
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,worker}')
    )
    with check (tenant_id = private.current_tenant_id());

create policy calendars_api_delete on data.calendars
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,staff}'));

create policy calendars_reader_select on data.calendars
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

grant select, insert, update on data.calendar_syncs to holdfast_api;
grant select on data.calendar_syncs to holdfast_reader;
grant select (tenant_id, due_at) on data.calendar_syncs to holdfast_sweeper;

create policy calendar_syncs_api_select on data.calendar_syncs
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,worker}')
    );

create policy calendar_syncs_api_insert on data.calendar_syncs
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff}')
    );

create policy calendar_syncs_api_update on data.calendar_syncs
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,worker}')
    )
    with check (tenant_id = private.current_tenant_id());

create policy calendar_syncs_reader_select on data.calendar_syncs
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

create policy calendar_syncs_sweeper_select on data.calendar_syncs
    for select to holdfast_sweeper
    using (due_at <= now());

grant select, insert, delete on data.busy to holdfast_api;
grant select on data.busy to holdfast_reader;

create policy busy_api_select on data.busy
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy busy_api_insert on data.busy
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy busy_api_delete on data.busy
    for delete to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy busy_reader_select on data.busy
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id());

-- A feed is seen by its maker, and by whoever has its token.

grant select, insert, delete on data.feeds to holdfast_api;
grant select on data.feeds to holdfast_reader;

create policy feeds_api_select on data.feeds
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}')
            or user_id = private.current_user_id()
            or token_hash = private.current_claims() ->> 'feed_hash'
        )
    );

create policy feeds_api_insert on data.feeds
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and user_id = private.current_user_id()
        and private.has_role('{owner,manager,staff}')
    );

create policy feeds_api_delete on data.feeds
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager}')
            or user_id = private.current_user_id()
        )
    );

create policy feeds_reader_select on data.feeds
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

grant select, insert, delete on data.account_feeds to holdfast_api;

create policy account_feeds_api_select on data.account_feeds
    for select to holdfast_api
    using (
        user_id = private.current_user_id()
        or token_hash = private.current_claims() ->> 'feed_hash'
    );

create policy account_feeds_api_insert on data.account_feeds
    for insert to holdfast_api
    with check (user_id = private.current_user_id());

create policy account_feeds_api_delete on data.account_feeds
    for delete to holdfast_api
    using (user_id = private.current_user_id());
