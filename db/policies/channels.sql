-- Browsers are their owners': a member's are seen by that member, those of customers by guests, of
-- whom the functions say which; and by the worker, who tells them and removes those that are gone.
-- Accounts elsewhere are the owner's to set, and the worker's to use. What is known of a number is
-- the worker's alone, and what became of messages is also seen by who runs the business.

grant select, insert, update, delete on data.push_subscriptions to holdfast_api;

create policy push_subscriptions_api_select on data.push_subscriptions
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{worker}')
            or private.has_role('{owner,manager,staff}') and user_id = private.current_user_id()
            or private.has_role('{owner,manager,staff,guest}') and customer_id is not null
        )
    );

create policy push_subscriptions_api_insert on data.push_subscriptions
    for insert to holdfast_api
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{owner,manager,staff}') and user_id = private.current_user_id()
            or private.has_role('{guest}') and customer_id is not null
        )
    );

create policy push_subscriptions_api_update on data.push_subscriptions
    for update to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{worker}')
            or private.has_role('{owner,manager,staff}') and user_id = private.current_user_id()
            or private.has_role('{owner,manager,staff,guest}') and customer_id is not null
        )
    )
    with check (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{worker}')
            or private.has_role('{owner,manager,staff}') and user_id = private.current_user_id()
            or private.has_role('{owner,manager,staff,guest}') and customer_id is not null
        )
    );

create policy push_subscriptions_api_delete on data.push_subscriptions
    for delete to holdfast_api
    using (
        tenant_id = private.current_tenant_id()
        and (
            private.has_role('{worker}')
            or private.has_role('{owner,manager,staff}') and user_id = private.current_user_id()
            or private.has_role('{owner,manager,staff,guest}') and customer_id is not null
        )
    );

grant select, insert, update on data.whatsapp_accounts to holdfast_api;

create policy whatsapp_accounts_api_select on data.whatsapp_accounts
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,worker}'));

create policy whatsapp_accounts_api_insert on data.whatsapp_accounts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy whatsapp_accounts_api_update on data.whatsapp_accounts
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

grant select, insert, update on data.sms_accounts to holdfast_api;

create policy sms_accounts_api_select on data.sms_accounts
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,worker}'));

create policy sms_accounts_api_insert on data.sms_accounts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

create policy sms_accounts_api_update on data.sms_accounts
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{owner}'));

-- What was said to a number that is no business's holds for all of them.
grant select, insert, update on data.phone_contacts to holdfast_api;

create policy phone_contacts_api_select on data.phone_contacts
    for select to holdfast_api
    using (
        tenant_id in (private.current_tenant_id(), '00000000-0000-0000-0000-000000000000')
        and private.has_role('{worker}')
    );

create policy phone_contacts_api_insert on data.phone_contacts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy phone_contacts_api_update on data.phone_contacts
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{worker}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

grant select, insert, update on data.receipts to holdfast_api;
grant select on data.receipts to holdfast_reader;

create policy receipts_api_select on data.receipts
    for select to holdfast_api
    using (
        tenant_id = private.current_tenant_id() and private.has_role('{owner,manager,worker}')
    );

create policy receipts_api_insert on data.receipts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy receipts_api_update on data.receipts
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id() and private.has_role('{worker}'))
    with check (tenant_id = private.current_tenant_id() and private.has_role('{worker}'));

create policy receipts_reader_select on data.receipts
    for select to holdfast_reader
    using (
        tenant_id = private.current_tenant_id()
        and not private.has_role('{guest,customer,staff}')
    );
