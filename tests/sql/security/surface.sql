-- What each role can do, spelled out: which functions it may call, and which rows it may touch.

begin;
select plan(15);

-- Roles.

select results_eq(
    $$
        select rolname::text collate "default", rolcanlogin, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
        from pg_roles where rolname like 'holdfast\_%' order by 1
    $$,
    $$ values
        ('holdfast_api', false, false),
        ('holdfast_eraser', false, false),
        ('holdfast_historian', false, false),
        ('holdfast_owner', false, false),
        ('holdfast_person', true, false),
        ('holdfast_reader', false, false),
        ('holdfast_relay', false, false),
        ('holdfast_sweeper', false, false),
        ('holdfast_web', true, false),
        ('holdfast_worker', true, false)
    $$,
    'no role of ours stands above row security'
);

-- Functions. The web role may call these, and nothing else.

create temporary table expected (name text, access text, who text);
insert into expected (name, access, who)
values
    ('accept_invitation', 'writes', 'web'),
    ('accept_my_offer', 'writes', 'person web'),
    ('accept_offer', 'writes', 'person web'),
    ('adjust_credit', 'writes', 'person web'),
    ('adjust_points', 'writes', 'person web'),
    ('ask_refund_again', 'writes', 'worker'),
    ('begin_card', 'writes', 'web'),
    ('begin_checkout', 'writes', 'web'),
    ('buy_gift_card', 'writes', 'web'),
    ('buy_package', 'writes', 'web'),
    ('cancel_booking', 'writes', 'person web'),
    ('cancel_my_booking', 'writes', 'person web'),
    ('cancel_payment', 'writes', 'person web'),
    ('cancel_series', 'writes', 'person web'),
    ('change_password', 'writes', 'web'),
    ('check_gift_card', 'writes', 'person web'),
    ('check_history', 'writes', 'person web'),
    ('check_in_booking', 'writes', 'person web'),
    ('claim_calendars', 'writes', 'worker'),
    ('claim_deliveries', 'writes', 'worker'),
    ('claim_stripe_syncs', 'writes', 'worker'),
    ('complete_booking', 'writes', 'person web'),
    ('confirm_booking', 'writes', 'person web'),
    ('confirm_totp', 'writes', 'web'),
    ('connect_google', 'writes', 'web'),
    ('create_account_feed', 'writes', 'web'),
    ('create_booking', 'writes', 'person web'),
    ('create_booking_push_subscription', 'writes', 'person web'),
    ('create_calendar', 'writes', 'web'),
    ('create_cash_count', 'writes', 'person web'),
    ('create_cash_movement', 'writes', 'person web'),
    ('create_closure', 'writes', 'person web'),
    ('create_commission_rule', 'writes', 'person web'),
    ('create_customer', 'writes', 'person web'),
    ('create_domain', 'writes', 'person web'),
    ('create_feed', 'writes', 'web'),
    ('create_hours', 'writes', 'person web'),
    ('create_invitation', 'writes', 'person web'),
    ('create_location', 'writes', 'person web'),
    ('create_location_hours', 'writes', 'person web'),
    ('create_my_booking', 'writes', 'person web'),
    ('create_my_push_subscription', 'writes', 'person web'),
    ('create_note', 'writes', 'person web'),
    ('create_package', 'writes', 'person web'),
    ('create_payment', 'writes', 'person web'),
    ('create_push_subscription', 'writes', 'person web'),
    ('create_refund', 'writes', 'person web'),
    ('create_resource', 'writes', 'person web'),
    ('create_reward', 'writes', 'person web'),
    ('create_series', 'writes', 'person web'),
    ('create_service', 'writes', 'person web'),
    ('create_shift', 'writes', 'person web'),
    ('create_tenant', 'writes', 'person web'),
    ('create_time_off', 'writes', 'person web'),
    ('create_webhook', 'writes', 'web'),
    ('credit_payment', 'writes', 'person web'),
    ('decline_booking', 'writes', 'person web'),
    ('decline_my_offer', 'writes', 'person web'),
    ('decline_offer', 'writes', 'person web'),
    ('delete_account_feed', 'writes', 'person web'),
    ('delete_booking_push_subscription', 'writes', 'person web'),
    ('delete_calendar', 'writes', 'person web'),
    ('delete_closure', 'writes', 'person web'),
    ('delete_commission_rule', 'writes', 'person web'),
    ('delete_customer', 'writes', 'person web'),
    ('delete_domain', 'writes', 'person web'),
    ('delete_feed', 'writes', 'person web'),
    ('delete_hours', 'writes', 'person web'),
    ('delete_invitation', 'writes', 'person web'),
    ('delete_location', 'writes', 'person web'),
    ('delete_location_hours', 'writes', 'person web'),
    ('delete_me', 'writes', 'web'),
    ('delete_member', 'writes', 'person web'),
    ('delete_my_push_subscription', 'writes', 'person web'),
    ('delete_note', 'writes', 'person web'),
    ('delete_package', 'writes', 'person web'),
    ('delete_push_subscription', 'writes', 'person web'),
    ('delete_resource', 'writes', 'person web'),
    ('delete_reward', 'writes', 'person web'),
    ('delete_service', 'writes', 'person web'),
    ('delete_session', 'writes', 'person web'),
    ('delete_shift', 'writes', 'person web'),
    ('delete_template', 'writes', 'person web'),
    ('delete_time_off', 'writes', 'person web'),
    ('delete_waitlist_entry', 'writes', 'person web'),
    ('delete_webhook', 'writes', 'person web'),
    ('disable_totp', 'writes', 'web'),
    ('disable_webhook', 'writes', 'person web'),
    ('discard_delivery', 'writes', 'person web'),
    ('enable_webhook', 'writes', 'person web'),
    ('end_acting', 'writes', 'web'),
    ('end_session', 'writes', 'web'),
    ('end_sessions', 'writes', 'person web'),
    ('erase_person', 'writes', 'person web'),
    ('explain_slot', 'reads', 'person web'),
    ('export_me', 'reads', 'person web'),
    ('export_person', 'reads', 'person web'),
    ('find_callback_secrets', 'reads', 'web'),
    ('find_credentials', 'writes', 'web'),
    ('find_due_follow_ups', 'reads', 'worker'),
    ('find_due_prepaid', 'reads', 'worker'),
    ('find_due_retention', 'reads', 'worker'),
    ('find_google_token', 'reads', 'web'),
    ('find_lapsed_holds', 'reads', 'worker'),
    ('find_lost_refunds', 'reads', 'worker'),
    ('find_missing_stripe_events', 'reads', 'web worker'),
    ('find_unsealed_history', 'reads', 'worker'),
    ('finish_google', 'writes', 'web'),
    ('get_account_feed', 'writes', 'web'),
    ('get_availability', 'reads', 'person web'),
    ('get_booking', 'reads', 'person web'),
    ('get_booking_feed', 'reads', 'web'),
    ('get_booking_notifications', 'reads', 'person web'),
    ('get_calendar', 'reads', 'person web'),
    ('get_card', 'writes', 'person web'),
    ('get_cash_report', 'reads', 'person web'),
    ('get_closure', 'reads', 'person web'),
    ('get_commission_rule', 'reads', 'person web'),
    ('get_commissions_report', 'reads', 'person web'),
    ('get_customer', 'reads', 'person web'),
    ('get_delivery', 'reads', 'person web'),
    ('get_deposits_report', 'reads', 'person web'),
    ('get_domain', 'reads', 'person web'),
    ('get_feed', 'writes', 'web'),
    ('get_gift_card', 'reads', 'person web'),
    ('get_hours', 'reads', 'person web'),
    ('get_invitation', 'reads', 'person web'),
    ('get_location', 'reads', 'person web'),
    ('get_me', 'reads', 'person web'),
    ('get_member', 'reads', 'person web'),
    ('get_member_notifications', 'reads', 'person web'),
    ('get_my_booking', 'reads', 'person web'),
    ('get_my_notifications', 'reads', 'person web'),
    ('get_no_show_report', 'reads', 'person web'),
    ('get_notifications', 'reads', 'person web'),
    ('get_payment', 'writes', 'person web'),
    ('get_payment_account', 'reads', 'person web'),
    ('get_payment_balance', 'reads', 'person web'),
    ('get_payments_report', 'reads', 'person web'),
    ('get_payout', 'reads', 'person web'),
    ('get_platform_fee', 'writes', 'web'),
    ('get_platform_settings', 'reads', 'web'),
    ('get_prepaid_settings', 'reads', 'person web'),
    ('get_programme', 'reads', 'person web'),
    ('get_receivables_report', 'reads', 'person web'),
    ('get_reconciliation', 'reads', 'person web'),
    ('get_resource', 'reads', 'person web'),
    ('get_retention', 'reads', 'person web'),
    ('get_revenue_report', 'reads', 'person web'),
    ('get_series', 'reads', 'person web'),
    ('get_service', 'reads', 'person web'),
    ('get_settings', 'reads', 'person web'),
    ('get_shift', 'reads', 'person web'),
    ('get_site', 'reads', 'person web'),
    ('get_slug', 'reads', 'person web'),
    ('get_sms_account', 'reads', 'person web'),
    ('get_taxes_report', 'reads', 'person web'),
    ('get_template', 'reads', 'person web'),
    ('get_tenant', 'reads', 'person web'),
    ('get_time_off', 'reads', 'person web'),
    ('get_utilisation_report', 'reads', 'person web'),
    ('get_waitlist_entry', 'reads', 'person web'),
    ('get_wallet', 'reads', 'person web'),
    ('get_webhook', 'reads', 'person web'),
    ('get_whatsapp_account', 'reads', 'person web'),
    ('give_consent', 'writes', 'person web'),
    ('give_my_consent', 'writes', 'person web'),
    ('identify', 'writes', 'web'),
    ('join_waitlist', 'writes', 'person web'),
    ('leave_my_waitlist', 'writes', 'person web'),
    ('leave_waitlist', 'writes', 'person web'),
    ('link_payment_account', 'reads', 'web'),
    ('list_account_feeds', 'reads', 'person web'),
    ('list_acting', 'reads', 'person web'),
    ('list_availability_changes', 'reads', 'person web'),
    ('list_booking_changes', 'reads', 'person web'),
    ('list_booking_consents', 'reads', 'person web'),
    ('list_booking_payments', 'writes', 'person web'),
    ('list_booking_push_subscriptions', 'reads', 'person web'),
    ('list_booking_visits', 'reads', 'person web'),
    ('list_bookings', 'reads', 'person web'),
    ('list_calendars', 'reads', 'person web'),
    ('list_closures', 'reads', 'person web'),
    ('list_commission_rules', 'reads', 'person web'),
    ('list_commissions', 'reads', 'person web'),
    ('list_consents', 'reads', 'person web'),
    ('list_customers', 'reads', 'person web'),
    ('list_deliveries', 'reads', 'person web'),
    ('list_disputes', 'reads', 'person web'),
    ('list_domains', 'reads', 'person web'),
    ('list_duplicates', 'reads', 'person web'),
    ('list_event_types', 'reads', 'person web'),
    ('list_events', 'reads', 'person web'),
    ('list_feeds', 'reads', 'person web'),
    ('list_gift_cards', 'reads', 'person web'),
    ('list_history', 'reads', 'person web'),
    ('list_hours', 'reads', 'person web'),
    ('list_invitations', 'reads', 'person web'),
    ('list_location_hours', 'reads', 'person web'),
    ('list_locations', 'reads', 'person web'),
    ('list_members', 'reads', 'person web'),
    ('list_my_bookings', 'reads', 'person web'),
    ('list_my_profiles', 'reads', 'person web'),
    ('list_my_push_subscriptions', 'reads', 'person web'),
    ('list_my_waitlist', 'reads', 'person web'),
    ('list_my_wallets', 'reads', 'person web'),
    ('list_notes', 'reads', 'person web'),
    ('list_packages', 'reads', 'person web'),
    ('list_payments', 'reads', 'person web'),
    ('list_payout_transactions', 'reads', 'person web'),
    ('list_payouts', 'reads', 'person web'),
    ('list_platform_tenants', 'reads', 'web'),
    ('list_points', 'reads', 'person web'),
    ('list_presets', 'reads', 'person web'),
    ('list_push_subscriptions', 'reads', 'person web'),
    ('list_resources', 'reads', 'person web'),
    ('list_rewards', 'reads', 'person web'),
    ('list_series', 'reads', 'person web'),
    ('list_services', 'reads', 'person web'),
    ('list_sessions', 'reads', 'person web'),
    ('list_shifts', 'reads', 'person web'),
    ('list_templates', 'reads', 'person web'),
    ('list_tenants', 'reads', 'person web'),
    ('list_time_off', 'reads', 'person web'),
    ('list_waitlist', 'reads', 'person web'),
    ('list_webhook_deliveries', 'reads', 'person web'),
    ('list_webhooks', 'reads', 'person web'),
    ('look_at_invitation', 'reads', 'web'),
    ('mark_no_show', 'writes', 'person web'),
    ('measure_backlog', 'reads', 'web worker'),
    ('merge_customers', 'writes', 'person web'),
    ('note_card', 'writes', 'web'),
    ('note_checkout', 'writes', 'web'),
    ('note_payment_account', 'writes', 'web'),
    ('note_stripe_transactions', 'writes', 'worker'),
    ('off_board_member', 'writes', 'person web'),
    ('open_payment_account', 'writes', 'web'),
    ('ping_webhook', 'writes', 'person web'),
    ('preview_series', 'writes', 'person web'),
    ('read_clock', 'reads', 'person web'),
    ('read_region', 'reads', 'person web'),
    ('receive_stripe_event', 'writes', 'web worker'),
    ('record_consent', 'writes', 'person web'),
    ('redeem', 'writes', 'person web'),
    ('redeem_email_change', 'writes', 'web'),
    ('redeem_magic_link', 'writes', 'web'),
    ('redeem_my_booking', 'writes', 'person web'),
    ('redeem_sign_up', 'writes', 'web'),
    ('redeliver_webhook', 'writes', 'person web'),
    ('relay_events', 'writes', 'worker'),
    ('replay_deliveries', 'writes', 'person web'),
    ('request_email_change', 'writes', 'web'),
    ('request_email_verification', 'writes', 'web'),
    ('request_magic_link', 'writes', 'web'),
    ('request_password_reset', 'writes', 'web'),
    ('request_wallet', 'writes', 'web'),
    ('reschedule_booking', 'writes', 'person web'),
    ('reschedule_my_booking', 'writes', 'person web'),
    ('reschedule_series', 'writes', 'person web'),
    ('resend_application', 'writes', 'web'),
    ('resend_invitation', 'writes', 'person web'),
    ('reset_password', 'writes', 'web'),
    ('restore_customer', 'writes', 'person web'),
    ('restore_location', 'writes', 'person web'),
    ('restore_resource', 'writes', 'person web'),
    ('restore_service', 'writes', 'person web'),
    ('resubscribe', 'writes', 'web'),
    ('resume_tenant', 'writes', 'web'),
    ('retry_delivery', 'writes', 'person web'),
    ('rotate_session', 'writes', 'web'),
    ('rotate_webhook', 'writes', 'web'),
    ('sell_gift_card', 'writes', 'person web'),
    ('sell_package', 'writes', 'person web'),
    ('settle_calendar', 'writes', 'worker'),
    ('settle_commissions', 'writes', 'person web'),
    ('settle_deliveries', 'writes', 'worker'),
    ('settle_stripe_sync', 'writes', 'worker'),
    ('sign_up', 'writes', 'web'),
    ('start_acting', 'writes', 'web'),
    ('start_session', 'writes', 'web'),
    ('start_totp', 'writes', 'web'),
    ('suspend_tenant', 'writes', 'web'),
    ('sweep_follow_ups', 'writes', 'worker'),
    ('sweep_history', 'writes', 'worker'),
    ('sweep_holds', 'writes', 'worker'),
    ('sweep_prepaid', 'writes', 'worker'),
    ('sweep_retention', 'writes', 'worker'),
    ('sweep_unowned', 'writes', 'worker'),
    ('switch_tenant', 'writes', 'web'),
    ('take_receipts', 'writes', 'web'),
    ('take_replies', 'writes', 'web'),
    ('unsubscribe', 'writes', 'web'),
    ('update_booking_notifications', 'writes', 'person web'),
    ('update_closure', 'writes', 'person web'),
    ('update_commission_rule', 'writes', 'person web'),
    ('update_customer', 'writes', 'person web'),
    ('update_hours', 'writes', 'person web'),
    ('update_location', 'writes', 'person web'),
    ('update_me', 'writes', 'person web'),
    ('update_member', 'writes', 'person web'),
    ('update_member_notifications', 'writes', 'person web'),
    ('update_my_notifications', 'writes', 'person web'),
    ('update_my_profile', 'writes', 'person web'),
    ('update_note', 'writes', 'person web'),
    ('update_notifications', 'writes', 'person web'),
    ('update_package', 'writes', 'person web'),
    ('update_platform_fee', 'writes', 'web'),
    ('update_platform_settings', 'writes', 'web'),
    ('update_prepaid_settings', 'writes', 'person web'),
    ('update_programme', 'writes', 'person web'),
    ('update_resource', 'writes', 'person web'),
    ('update_retention', 'writes', 'person web'),
    ('update_reward', 'writes', 'person web'),
    ('update_service', 'writes', 'person web'),
    ('update_settings', 'writes', 'person web'),
    ('update_shift', 'writes', 'person web'),
    ('update_sms_account', 'writes', 'person web'),
    ('update_template', 'writes', 'person web'),
    ('update_time_off', 'writes', 'person web'),
    ('update_waitlist_entry', 'writes', 'person web'),
    ('update_webhook', 'writes', 'person web'),
    ('update_whatsapp_account', 'writes', 'person web'),
    ('verify_domain', 'writes', 'person web'),
    ('verify_email', 'writes', 'web'),
    ('verify_tenant', 'writes', 'web'),
    ('void_gift_card', 'writes', 'person web'),
    ('void_payment', 'writes', 'person web'),
    ('withdraw_booking_consent', 'writes', 'person web'),
    ('withdraw_consent', 'writes', 'person web');

select results_eq(
    $$
        select proname::text collate "default", case provolatile when 's' then 'reads' else 'writes' end
        from pg_proc where pronamespace = 'api'::regnamespace order by 1
    $$,
    $$ select name, access from expected order by 1 $$,
    'these are the api functions, and these of them write'
);

select is_empty(
    $$
        select oid::regprocedure from pg_proc
        where pronamespace = 'api'::regnamespace and not (
            prosecdef
            and proowner = 'holdfast_api'::regrole
            and proconfig = '{"search_path=\"\""}'
            and proargnames[1] = 'p_tenant_id' and proargtypes[0] = 'uuid'::regtype
            and obj_description(oid, 'pg_proc') ~ 'Answers (a page of \w+|\w+)\.$'
        )
    $$,
    'each is pinned, owned by a role under row security, takes the tenant first, and is documented'
);

select results_eq(
    $$
        select p.proname::text collate "default", string_agg(substr(r, 10), ' ' order by r)
        from pg_proc as p
        cross join unnest(array[
            'holdfast_web', 'holdfast_reader', 'holdfast_worker', 'holdfast_person', 'public'
        ]) as r
        where p.pronamespace = 'api'::regnamespace and has_function_privilege(r, p.oid, 'execute')
        group by p.oid, p.proname order by 1
    $$,
    $$ select name, who from expected order by 1 $$,
    'granted to the web, to people but for signing in, or to the worker, and to nobody else'
);

select results_eq(
    $$
        select p.proname::text collate "default", string_agg(r, ' ' order by r)
        from pg_proc as p
        cross join unnest(array[
            'holdfast_web', 'holdfast_reader', 'holdfast_worker', 'holdfast_person'
        ]) as r
        where p.pronamespace = 'private'::regnamespace and has_function_privilege(r, p.oid, 'execute')
            and not starts_with(p.proname, 'violated_')
        group by p.oid, p.proname order by 1
    $$,
    $$ values
    ('act_for', 'holdfast_person'),
    ('balance_of', 'holdfast_person holdfast_reader'),
    ('begin_claims', 'holdfast_web holdfast_worker'),
    ('charged_for', 'holdfast_person holdfast_reader'),
    ('create_bookings', 'holdfast_web'),
    ('current_claims', 'holdfast_person holdfast_reader'),
    ('current_role_name', 'holdfast_person holdfast_reader'),
    ('current_tenant_id', 'holdfast_person holdfast_reader'),
    ('current_user_id', 'holdfast_person holdfast_reader'),
    ('differences', 'holdfast_person holdfast_reader'),
    ('has_role', 'holdfast_person holdfast_reader'),
    ('help', 'holdfast_person'),
    ('is_over', 'holdfast_person holdfast_reader'),
    ('ledger_movements', 'holdfast_person holdfast_reader'),
    ('moved_by', 'holdfast_person holdfast_reader'),
    ('moved_for', 'holdfast_person holdfast_reader'),
    ('paid_for', 'holdfast_person holdfast_reader'),
    ('refunded_of', 'holdfast_person holdfast_reader'),
    ('stripe_movements', 'holdfast_person holdfast_reader'),
    ('tax_of', 'holdfast_person holdfast_reader'),
    ('tip_refunded_of', 'holdfast_person holdfast_reader'),
    ('total_of', 'holdfast_person holdfast_reader'),
    ('verify_history', 'holdfast_person'),
    ('violations', 'holdfast_person holdfast_reader')
    $$,
    'of the private functions, only these can be called from outside'
);

select is_empty(
    $$
        select oid::regprocedure from pg_proc
        where starts_with(proname, 'violated_') and has_function_privilege('holdfast_web', oid, 'execute')
    $$,
    'and what is broken, by whoever reads'
);

select is_empty(
    $$
        select oid::regprocedure from pg_proc
        where pronamespace = 'private'::regnamespace and has_function_privilege('public', oid, 'execute')
    $$,
    'and none by just anybody'
);

select is_empty(
    $$
        select oid::regprocedure from pg_proc
        where pronamespace = 'private'::regnamespace and prosecdef
            and proname not in (
                'begin_claims', 'act_for', 'create_bookings', 'tenants_with_lapsed_holds',
                'actor_names', 'backlog_by_channel', 'erase_history', 'seal_history', 'tenants_with_unsealed_history',
                'erase_account', 'erase_records', 'forget_address', 'forget_deliveries',
                'forget_history', 'forget_messages', 'forget_unowned', 'forget_waitlist',
                'person_records', 'publish_events', 'take_queues', 'due_calendars', 'due_stripe_syncs',
                'tenants_with_due_follow_ups', 'tenants_with_due_prepaid',
                'tenants_with_due_retention',
                'tenants_with_new_events', 'tenants_with_new_messages',
                'tg_busy_event', 'tg_customers_merged', 'tg_engagements_events',
                'tg_record_change', 'tg_record_event', 'tg_record_history', 'tg_services_terms',
                'tg_tenants_events', 'tg_tenants_head', 'tg_waitlist_events', 'verify_history'
            )
    $$,
    'these, and no more, act with other rights than their caller''s'
);

select is_empty(
    $$
        select oid::regprocedure from pg_proc
        where pronamespace in ('api'::regnamespace, 'private'::regnamespace)
            and prosqlbody is null
            and array['search_path=""'] <@ proconfig is distinct from true
            and proname <> 'patched'
    $$,
    'every function whose names are looked up when it runs looks nowhere but where it says'
);

-- Tables and views.

select results_eq(
    $$
        select relname::text collate "default", reloptions::text collate "default", relacl::text collate "default"
        from pg_class where relnamespace = 'data'::regnamespace and relkind in ('v', 'm') order by 1
    $$,
    $$ values
        (
            'backlog', '{security_invoker=true}',
            '{holdfast_owner=arwdDxtm/holdfast_owner,holdfast_reader=r/holdfast_owner,holdfast_sweeper=r/holdfast_owner}'
        ),
        (
            'balances', '{security_invoker=true}',
            '{holdfast_owner=arwdDxtm/holdfast_owner,holdfast_reader=r/holdfast_owner}'
        ),
        (
            'reconciliation', '{security_invoker=true}',
            '{holdfast_owner=arwdDxtm/holdfast_owner,holdfast_reader=r/holdfast_owner}'
        ),
        (
            'violations', '{security_invoker=true}',
            '{holdfast_owner=arwdDxtm/holdfast_owner,holdfast_reader=r/holdfast_owner}'
        )
    $$,
    'views show what their reader may see'
);

select is_empty(
    $$
        select oid::regclass from pg_class
        where relnamespace = 'data'::regnamespace and relkind in ('r', 'p')
            and not (relrowsecurity and relforcerowsecurity and relowner = 'holdfast_owner'::regrole)
    $$,
    'row security is forced on every table'
);

create temporary table walls (name text, api text, reader text);
insert into walls (name, api, reader)
values
    ('account_feeds', 'delete insert select', ''),
    ('acting', 'insert select update', 'select'),
    ('adjustments', 'insert select update', 'select'),
    ('allocations', 'delete insert select update', 'select'),
    ('balance_transactions', 'insert select update', 'select'),
    ('booking_transitions', 'select', 'select'),
    ('bookings', 'insert select update', 'select'),
    ('busy', 'delete insert select', 'select'),
    ('calendar_syncs', 'insert select update', 'select'),
    ('calendars', 'delete insert select update', 'select'),
    ('candidates', 'delete insert select update', 'select'),
    ('cards', 'insert select update', 'select'),
    ('cash_movements', 'insert select', 'select'),
    ('closures', 'delete insert select update', 'select'),
    ('commission_rules', 'insert select update', 'select'),
    ('consents', 'insert select update', 'select'),
    ('customer_addresses', 'delete insert select', ''),
    ('customer_mutes', 'delete insert select', 'select'),
    ('customer_notes', 'delete insert select update', 'select'),
    ('customer_packages', 'insert select update', 'select'),
    ('customer_quiet_hours', 'delete insert select update', 'select'),
    ('customers', 'delete insert select update', 'select'),
    ('deliveries', 'insert select update', 'select'),
    ('directory', 'insert select update', 'select'),
    ('directory_places', 'delete insert select update', 'select'),
    ('disputes', 'insert select update', 'select'),
    ('domains', 'delete insert select update', 'select'),
    ('endpoints', 'delete insert select update', ''),
    ('engagements', 'delete insert select update', ''),
    ('erasures', 'insert select update', 'select'),
    ('event_heads', 'select', 'select'),
    ('event_types', 'select', 'select'),
    ('events', 'insert select', 'select'),
    ('feeds', 'delete insert select', 'select'),
    ('follow_ups', 'insert select update', ''),
    ('gift_cards', 'insert select update', 'select'),
    ('history', 'select', 'select'),
    ('history_heads', 'select', ''),
    ('hours', 'delete insert select update', 'select'),
    ('idempotency_keys', 'delete insert select update', ''),
    ('impersonal_columns', 'select', 'select'),
    ('invitations', 'insert select update', 'select'),
    ('journals', 'insert select', 'select'),
    ('ledger_accounts', 'insert select', 'select'),
    ('ledger_kinds', 'select', 'select'),
    ('location_hours', 'delete insert select', 'select'),
    ('locations', 'insert select update', 'select'),
    ('loyalty_programmes', 'insert select update', 'select'),
    ('member_mutes', 'delete insert select', 'select'),
    ('member_quiet_hours', 'insert select update', 'select'),
    ('members', 'delete insert select update', 'select'),
    ('messages', 'insert select update', ''),
    ('notification_settings', 'insert select update', 'select'),
    ('one_time_links', 'delete insert select update', ''),
    ('packages', 'insert select update', 'select'),
    ('payment_accounts', 'insert select update', 'select'),
    ('payment_lines', 'insert select', 'select'),
    ('payments', 'insert select update', 'select'),
    ('payouts', 'insert select update', 'select'),
    ('person_calendars', 'delete insert select', ''),
    ('personal_columns', 'select', 'select'),
    ('phone_contacts', 'insert select update', ''),
    ('platform_admins', 'select', ''),
    ('platform_settings', 'select update', 'select'),
    ('postings', 'insert select', 'select'),
    ('prepaid_settings', 'insert select update', 'select'),
    ('presets', 'select', 'select'),
    ('push_subscriptions', 'delete insert select update', ''),
    ('queues', 'delete insert select update', 'select'),
    ('receipts', 'insert select update', 'select'),
    ('recovery_codes', 'delete insert select update', ''),
    ('redemptions', 'insert select update', 'select'),
    ('refunds', 'insert select update', 'select'),
    ('requirements', 'delete insert select update', 'select'),
    ('reserved_slugs', 'select', 'select'),
    ('resources', 'insert select update', 'select'),
    ('retention_rules', 'insert select update', 'select'),
    ('retention_runs', 'insert select update', ''),
    ('review_requests', 'delete insert select update', 'select'),
    ('rewards', 'insert select update', 'select'),
    ('series', 'insert select update', 'select'),
    ('services', 'insert select update', 'select'),
    ('sessions', 'delete insert select update', ''),
    ('shifts', 'delete insert select update', 'select'),
    ('sites', 'insert select', 'select'),
    ('sms_accounts', 'insert select update', ''),
    ('stripe_events', 'insert select', ''),
    ('stripe_mentions', 'insert select', ''),
    ('stripe_objects', 'insert select', ''),
    ('stripe_syncs', 'insert select update', ''),
    ('templates', 'insert select update', 'select'),
    ('tenant_keys', 'insert select', ''),
    ('tenants', 'insert select update', 'select'),
    ('throttle_buckets', 'delete insert select update', ''),
    ('time_off', 'delete insert select update', 'select'),
    ('users', 'insert select update', ''),
    ('waitlist', 'insert select update', 'select'),
    ('whatsapp_accounts', 'insert select update', '');

select results_eq(
    $$
        select
            c.relname::text collate "default",
            coalesce(string_agg(lower(p.cmd), ' ' order by lower(p.cmd)) filter (where p.roles = '{holdfast_api}'), ''),
            coalesce(string_agg(lower(p.cmd), ' ' order by lower(p.cmd)) filter (where p.roles = '{holdfast_reader}'), '')
        from pg_class as c
        left join pg_policies as p on p.schemaname = 'data' and p.tablename = c.relname
        where c.relnamespace = 'data'::regnamespace and c.relkind = 'r'
        group by 1 order by 1
    $$,
    $$ select name, api, reader from walls order by 1 $$,
    'these are the policies, one for each table, role and command'
);

select results_eq(
    $$
        select w.name, r.who, string_agg(v.verb, ' ' order by v.verb)
        from walls as w
        cross join unnest(array[
            'holdfast_api', 'holdfast_reader', 'holdfast_web', 'holdfast_worker', 'holdfast_person'
        ]) as r (who)
        cross join unnest(array['delete', 'insert', 'select', 'truncate', 'update']) as v (verb)
        where has_table_privilege(r.who, 'data.' || w.name, v.verb)
        group by 1, 2 order by 1, 2
    $$,
    $$
        select name, who, verbs
        from (
            select name, 'holdfast_api' as who, api as verbs from walls
            union all select name, 'holdfast_reader', reader from walls
            union all select name, 'holdfast_person', reader from walls
        ) as granted
        where verbs <> '' order by 1, 2
    $$,
    'grants say the same as policies, and the application and the worker touch no table at all'
);

select is_empty(
    $$
        select tablename, policyname from pg_policies
        where schemaname = 'data' and (
            permissive <> 'PERMISSIVE'
            or coalesce(qual, '') || coalesce(with_check, '') ~* 'select|exists'
        )
    $$,
    'a policy looks at the row and the claims, and at no other table'
);

select is_empty(
    $$
        select r, t.oid::regclass from pg_class as t
        cross join unnest(array['holdfast_api', 'holdfast_web', 'holdfast_reader', 'holdfast_person']) as r
        where t.relname in ('events', 'history') and t.relnamespace = 'data'::regnamespace
            and (has_table_privilege(r, t.oid, 'update') or has_table_privilege(r, t.oid, 'delete'))
    $$,
    'what happened is never changed: no role has the right to'
);

select * from finish();
rollback;
