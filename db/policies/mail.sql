-- Whoever has a reason may write an e-mail and the link in it, for their business or for none. A
-- link is seen by who follows it, by its user, by its business and by who sends it; e-mails by who
-- sends them, in the name of their business, or of 00000000-… if they are nobody's. The sweeper
-- sees whose there are that have no delivery yet.

grant select, insert, update, delete on data.one_time_links to holdfast_api;

create policy one_time_links_api_select on data.one_time_links
    for select to holdfast_api
    using (
        link_id = (private.current_claims() ->> 'link_id')::uuid
        or user_id = private.current_user_id()
        or tenant_id = private.current_tenant_id()
        or email = private.current_claims() ->> 'email'
        or expires_at < now() - interval '30 days'
        or tenant_id is null and private.has_role('{worker}')
    );

create policy one_time_links_api_insert on data.one_time_links
    for insert to holdfast_api
    with check (tenant_id is null or tenant_id = private.current_tenant_id());

create policy one_time_links_api_update on data.one_time_links
    for update to holdfast_api
    using (
        link_id = (private.current_claims() ->> 'link_id')::uuid
        or user_id = private.current_user_id()
        or tenant_id = private.current_tenant_id()
        or email = private.current_claims() ->> 'email'
    )
    with check (used_at is not null and (
        link_id = (private.current_claims() ->> 'link_id')::uuid
        or tenant_id is null
        or tenant_id = private.current_tenant_id()
    ));

create policy one_time_links_api_delete on data.one_time_links
    for delete to holdfast_api
    using (expires_at < now() - interval '30 days');

grant select, insert, update on data.messages to holdfast_api;

create policy messages_api_select on data.messages
    for select to holdfast_api
    using (
        private.has_role('{worker}')
        and coalesce(tenant_id, '00000000-0000-0000-0000-000000000000')
        = private.current_tenant_id()
    );

create policy messages_api_insert on data.messages
    for insert to holdfast_api
    with check (tenant_id is null or tenant_id = private.current_tenant_id());

create policy messages_api_update on data.messages
    for update to holdfast_api
    using (
        private.has_role('{worker}')
        and coalesce(tenant_id, '00000000-0000-0000-0000-000000000000')
        = private.current_tenant_id()
        and queued_at is null
    )
    with check (
        private.has_role('{worker}')
        and coalesce(tenant_id, '00000000-0000-0000-0000-000000000000')
        = private.current_tenant_id()
    );

grant select (tenant_id, queued_at) on data.messages to holdfast_sweeper;

create policy messages_sweeper_select on data.messages
    for select to holdfast_sweeper
    using (queued_at is null);
