-- The tables of businesses whose changes are not recorded, each with the reason. Every other table
-- with a tenant_id is: see tg_record_history.sql.

create function private.left_out_of_history() returns table (table_name text, reason text)
    language sql immutable parallel safe
    set search_path = ''
as $$
    values
    ('allocations', 'They follow their booking, whose history is kept.'),
    ('balance_transactions', 'A copy of what stands with Stripe.'),
    ('busy', 'A copy of what stands in outside calendars.'),
    ('calendar_syncs', 'How reading goes; that a calendar was added is recorded.'),
    ('customer_addresses', 'A copy of what stands in customers.'),
    ('deliveries', 'They follow events, and are a log themselves.'),
    ('directory', 'A copy of what stands in tenants.'),
    ('directory_places', 'A copy of what stands in locations.'),
    ('engagements', 'They follow allocations.'),
    ('event_heads', 'They follow events.'),
    ('events', 'Only ever appended.'),
    ('follow_ups', 'When reminders are made next; what is told of them is a delivery.'),
    ('history', 'It is the history.'),
    ('history_heads', 'They follow the history.'),
    ('idempotency_keys', 'Answers kept for two days, for requests that are sent again.'),
    ('invoice_counters', 'They follow invoices.'),
    ('invoice_lines', 'Only ever appended.'),
    ('invoices', 'Only ever appended.'),
    ('journals', 'Only ever appended.'),
    ('ledger_accounts', 'They are made with the first journal that needs them.'),
    ('messages', 'The post room: what it sends tells of changes that are recorded.'),
    ('one_time_links', 'Links are made and used up; what following one does is recorded.'),
    ('payment_lines', 'Only ever appended.'),
    ('person_calendars', 'A copy of what stands in resources.'),
    ('phone_contacts', 'What numbers answer; it stands by their digest.'),
    ('postings', 'Only ever appended.'),
    ('push_subscriptions', 'Browsers come and go by themselves.'),
    ('queues', 'They follow deliveries.'),
    ('receipts', 'They follow deliveries.'),
    ('retention_runs', 'When rules are applied next; what that does is recorded.'),
    ('redemptions', 'They follow journals, which are only ever appended.'),
    ('review_requests', 'They follow bookings that were completed.'),
    ('sessions', 'Signing in changes nothing of a business.'),
    ('sites', 'A copy of what stands in domains.'),
    ('stripe_events', 'Only ever appended.'),
    ('stripe_objects', 'Only ever appended.'),
    ('stripe_syncs', 'How asking goes; what it finds is recorded.'),
    ('subscription_invoices', 'They follow what Stripe tells, which is kept.'),
    ('subscription_letters', 'Only ever appended.')
$$;

comment on function private.left_out_of_history is
    'Tables of businesses whose changes are not recorded, and why.';
