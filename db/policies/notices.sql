-- What a business tells is for those who run it to say; what somebody does not want is for them,
-- and for whoever follows a link in what they were told. What is to be told next is the worker's.

grant select, insert, update on data.notification_settings to holdfast_api;
grant select on data.notification_settings to holdfast_reader;

create policy notification_settings_api_select on data.notification_settings
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy notification_settings_api_insert on data.notification_settings
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy notification_settings_api_update on data.notification_settings
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

create policy notification_settings_reader_select on data.notification_settings
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );

grant select, insert, delete on data.customer_mutes to holdfast_api;
grant select on data.customer_mutes to holdfast_reader;

create policy customer_mutes_api_select on data.customer_mutes
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,guest,worker}')
    );

create policy customer_mutes_api_insert on data.customer_mutes
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,guest}')
    );

create policy customer_mutes_api_delete on data.customer_mutes
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,guest}')
    );

create policy customer_mutes_reader_select on data.customer_mutes
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, delete on data.member_mutes to holdfast_api;
grant select on data.member_mutes to holdfast_reader;

create policy member_mutes_api_select on data.member_mutes
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            user_id = private.current_user_id()
            or user_id::text = private.current_claims() -> 'unsubscribes' ->> 'recipient_id'
            or private.has_role('{worker}')
        )
    );

create policy member_mutes_api_insert on data.member_mutes
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and (
            user_id = private.current_user_id()
            or user_id::text = private.current_claims() -> 'unsubscribes' ->> 'recipient_id'
        )
    );

create policy member_mutes_api_delete on data.member_mutes
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            user_id = private.current_user_id()
            or user_id::text = private.current_claims() -> 'unsubscribes' ->> 'recipient_id'
        )
    );

create policy member_mutes_reader_select on data.member_mutes
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update, delete on data.customer_quiet_hours to holdfast_api;
grant select on data.customer_quiet_hours to holdfast_reader;

create policy customer_quiet_hours_api_select on data.customer_quiet_hours
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,guest,worker}')
    );

create policy customer_quiet_hours_api_insert on data.customer_quiet_hours
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,guest}')
    );

create policy customer_quiet_hours_api_update on data.customer_quiet_hours
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,guest}')
    )
    with check (tenant_id = private.current_tenant_id());

create policy customer_quiet_hours_api_delete on data.customer_quiet_hours
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and private.has_role('{owner,manager,staff,guest}')
    );

create policy customer_quiet_hours_reader_select on data.customer_quiet_hours
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update on data.member_quiet_hours to holdfast_api;
grant select on data.member_quiet_hours to holdfast_reader;

create policy member_quiet_hours_api_select on data.member_quiet_hours
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (user_id = private.current_user_id() or private.has_role('{worker}'))
    );

create policy member_quiet_hours_api_insert on data.member_quiet_hours
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id() and user_id = private.current_user_id()
    );

create policy member_quiet_hours_api_update on data.member_quiet_hours
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and user_id = private.current_user_id())
    with check (
        tenant_id = private.current_tenant_id() and user_id = private.current_user_id()
    );

create policy member_quiet_hours_reader_select on data.member_quiet_hours
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update on data.follow_ups to holdfast_api;
grant select on data.follow_ups to holdfast_sweeper;

create policy follow_ups_api_select on data.follow_ups
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy follow_ups_api_insert on data.follow_ups
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner,worker}'));

create policy follow_ups_api_update on data.follow_ups
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    )
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy follow_ups_sweeper_select on data.follow_ups
    for select to holdfast_sweeper
    using (due_at <= now());

grant select, insert, update, delete on data.review_requests to holdfast_api;
grant select on data.review_requests to holdfast_reader;

create policy review_requests_api_select on data.review_requests
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy review_requests_api_insert on data.review_requests
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy review_requests_api_update on data.review_requests
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    )
    with check (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy review_requests_api_delete on data.review_requests
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy review_requests_reader_select on data.review_requests
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );
