-- What is paid in advance is written by functions for whoever buys, spends or gives back, a guest
-- as well. Who has what is seen by who works there; nothing is deleted. The sweeper sees of every
-- business that something is past its day.

grant select, insert, update on data.prepaid_settings to holdfast_api;
grant select on data.prepaid_settings to holdfast_reader;

create policy prepaid_settings_api_select on data.prepaid_settings
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy prepaid_settings_api_insert on data.prepaid_settings
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy prepaid_settings_api_update on data.prepaid_settings
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy prepaid_settings_reader_select on data.prepaid_settings
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update on data.gift_cards to holdfast_api;
grant select on data.gift_cards to holdfast_reader;

create policy gift_cards_api_select on data.gift_cards
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy gift_cards_api_insert on data.gift_cards
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy gift_cards_api_update on data.gift_cards
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy gift_cards_reader_select on data.gift_cards
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select (tenant_id, status, expires_at) on data.gift_cards to holdfast_sweeper;

create policy gift_cards_sweeper_select on data.gift_cards
    for select to holdfast_sweeper
    using (status = 'active' and expires_at <= now());

grant select, insert, update on data.packages to holdfast_api;
grant select on data.packages to holdfast_reader;

create policy packages_api_select on data.packages
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy packages_api_insert on data.packages
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy packages_api_update on data.packages
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy packages_reader_select on data.packages
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update on data.customer_packages to holdfast_api;
grant select on data.customer_packages to holdfast_reader;

create policy customer_packages_api_select on data.customer_packages
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy customer_packages_api_insert on data.customer_packages
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy customer_packages_api_update on data.customer_packages
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy customer_packages_reader_select on data.customer_packages
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select (tenant_id, status, expires_at) on data.customer_packages to holdfast_sweeper;

create policy customer_packages_sweeper_select on data.customer_packages
    for select to holdfast_sweeper
    using (status = 'active' and expires_at <= now());

grant select, insert, update on data.adjustments to holdfast_api;
grant select on data.adjustments to holdfast_reader;

create policy adjustments_api_select on data.adjustments
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy adjustments_api_insert on data.adjustments
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy adjustments_api_update on data.adjustments
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy adjustments_reader_select on data.adjustments
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert, update on data.loyalty_programmes to holdfast_api;
grant select on data.loyalty_programmes to holdfast_reader;

create policy loyalty_programmes_api_select on data.loyalty_programmes
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy loyalty_programmes_api_insert on data.loyalty_programmes
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy loyalty_programmes_api_update on data.loyalty_programmes
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy loyalty_programmes_reader_select on data.loyalty_programmes
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select (tenant_id, expiry_months, swept_at) on data.loyalty_programmes to holdfast_sweeper;

create policy loyalty_programmes_sweeper_select on data.loyalty_programmes
    for select to holdfast_sweeper
    using (expiry_months is not null and swept_at <= now() - interval '1 day');

grant select, insert, update on data.rewards to holdfast_api;
grant select on data.rewards to holdfast_reader;

create policy rewards_api_select on data.rewards
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy rewards_api_insert on data.rewards
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy rewards_api_update on data.rewards
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy rewards_reader_select on data.rewards
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));

grant select, insert, update on data.redemptions to holdfast_api;
grant select on data.redemptions to holdfast_reader;

create policy redemptions_api_select on data.redemptions
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy redemptions_api_insert on data.redemptions
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy redemptions_api_update on data.redemptions
    for update to holdfast_api
    using (tenant_id = private.current_tenant_id())
    with check (tenant_id = private.current_tenant_id());

create policy redemptions_reader_select on data.redemptions
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and not private.has_role('{guest,customer}'));
