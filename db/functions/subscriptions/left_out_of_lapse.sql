-- What the people of a business that has not paid can write all the same, and why. All other tables
-- of businesses are shut to them (private.tg_paid).

create function private.left_out_of_lapse()
returns table (table_name name, reason text)
    language sql immutable parallel safe
    set search_path = ''
as $$
    values
    ('acting', 'It is the platform that acts.'),
    ('allocations', 'They follow bookings.'),
    ('balance_transactions', 'Money goes where it belongs.'),
    ('bookings', 'What is booked is cancelled, moved and completed; nothing new is (private.require_active).'),
    ('busy', 'A copy of what stands in other calendars.'),
    ('calendar_syncs', 'A copy of what stands in other calendars.'),
    ('cards', 'Money goes where it belongs.'),
    ('cash_movements', 'Money goes where it belongs.'),
    ('consents', 'Whoever withdraws theirs is heeded.'),
    ('customer_addresses', 'They follow customers.'),
    ('customer_mutes', 'Who does not want to be written to is not.'),
    ('customer_packages', 'What customers have goes on.'),
    ('customer_quiet_hours', 'Who does not want to be written to is not.'),
    ('deliveries', 'What happened is told.'),
    ('directory', 'A copy of what stands in tenants.'),
    ('directory_places', 'A copy of what stands in locations.'),
    ('disputes', 'Money goes where it belongs.'),
    ('engagements', 'They follow bookings.'),
    ('erasures', 'Whoever wants to be forgotten is.'),
    ('event_heads', 'They follow events.'),
    ('events', 'What happened is told.'),
    ('follow_ups', 'They follow bookings.'),
    ('gift_cards', 'What customers have goes on.'),
    ('history', 'What happened is written down.'),
    ('history_heads', 'They follow the history.'),
    ('idempotency_keys', 'Answers kept for two days.'),
    ('journals', 'Money goes where it belongs.'),
    ('ledger_accounts', 'Money goes where it belongs.'),
    ('member_mutes', 'Who does not want to be written to is not.'),
    ('member_quiet_hours', 'Who does not want to be written to is not.'),
    ('messages', 'What happened is told.'),
    ('one_time_links', 'Links are followed.'),
    ('payment_accounts', 'Money goes where it belongs.'),
    ('payment_lines', 'Money goes where it belongs.'),
    ('payments', 'Money goes where it belongs.'),
    ('payouts', 'Money goes where it belongs.'),
    ('person_calendars', 'A copy of what stands in resources.'),
    ('phone_contacts', 'Who does not want to be written to is not.'),
    ('postings', 'Money goes where it belongs.'),
    ('push_subscriptions', 'Browsers come and go by themselves.'),
    ('queues', 'They follow deliveries.'),
    ('receipts', 'They follow deliveries.'),
    ('redemptions', 'They follow bookings.'),
    ('refunds', 'Money goes where it belongs.'),
    ('retention_rules', 'Whoever wants to keep less may.'),
    ('retention_runs', 'They follow the rules.'),
    ('review_requests', 'They follow bookings.'),
    ('series', 'They follow bookings.'),
    ('sessions', 'Everybody signs in, to pay for one.'),
    ('sites', 'A copy of what stands in domains.'),
    ('stripe_events', 'Money goes where it belongs.'),
    ('stripe_objects', 'Money goes where it belongs.'),
    ('stripe_syncs', 'Money goes where it belongs.'),
    ('subscription_invoices', 'It can always be paid.'),
    ('subscription_letters', 'What is due is told.'),
    ('tenant_keys', 'Links can always be withdrawn.'),
    ('tenant_subscriptions', 'It can always be paid.'),
    ('waitlist', 'Who waits may leave; nothing is offered.')
$$;

comment on function private.left_out_of_lapse is
    'What a business that has not paid can write all the same, and why.';
