-- The tables of businesses whose changes are no events, each with the reason. Every other table
-- with a tenant_id has a trigger that appends one.

create function private.left_out_of_events() returns table (table_name text, reason text)
    language sql immutable parallel safe
    set search_path = ''
as $$
    values
    ('billing_details', 'To whom something is to be invoiced; that it was is told.'),
    ('balance_transactions', 'What moves money is told; Stripe''s own account of it follows.'),
    ('calendar_syncs', 'How reading a calendar goes; what is read has events.'),
    ('cards', 'They follow what Stripe tells; what waits for one has events.'),
    ('customer_addresses', 'A copy of what stands in customers.'),
    ('customer_mutes', 'What somebody does not want to be told is between them and us.'),
    ('customer_quiet_hours', 'When somebody does not want to be told is between them and us.'),
    ('deliveries', 'They follow events.'),
    ('directory', 'A copy of what stands in tenants.'),
    ('directory_places', 'A copy of what stands in locations.'),
    ('event_heads', 'They follow events.'),
    ('events', 'They are the events.'),
    ('follow_ups', 'When there is a reminder to make; they follow bookings.'),
    ('history', 'It follows the same changes.'),
    ('history_heads', 'They follow the history.'),
    ('idempotency_keys', 'Answers kept for two days, for requests that are sent again.'),
    ('invoice_counters', 'They follow invoices.'),
    ('invoice_lines', 'They follow invoices.'),
    ('invoice_settings', 'On what terms a business invoices: what is issued has events.'),
    ('journals', 'They follow what moves money, which is told.'),
    ('ledger_accounts', 'They follow journals.'),
    ('loyalty_programmes', 'On what terms points are earned, and when they were looked at.'),
    ('member_mutes', 'What somebody does not want to be told is between them and us.'),
    ('member_quiet_hours', 'When somebody does not want to be told is between them and us.'),
    ('messages', 'The post room: what it sends tells of changes that have events.'),
    ('one_time_links', 'Links are made and used up; what following one does has an event.'),
    ('payment_lines', 'They follow payments.'),
    ('person_calendars', 'A copy of what stands in resources.'),
    ('phone_contacts', 'Whether numbers can be written to; consent has events.'),
    ('postings', 'They follow journals.'),
    ('prepaid_settings', 'On what terms a business sells: what is sold has events.'),
    ('push_subscriptions', 'Browsers come and go; whose they are concerns nobody else.'),
    ('queues', 'They follow deliveries.'),
    ('receipts', 'They follow deliveries.'),
    ('retention_runs', 'When rules are applied next; what that does has events.'),
    ('redemptions', 'They follow bookings and journals.'),
    ('review_requests', 'They follow bookings that are completed, which is told.'),
    ('sessions', 'Signing in changes nothing of a business.'),
    ('sites', 'A copy of what stands in domains.'),
    ('sms_accounts', 'What opens an account elsewhere: nobody outside has anything to do with it.'),
    ('stripe_events', 'What they mean for a business is told.'),
    ('stripe_objects', 'They follow payments.'),
    ('stripe_syncs', 'How asking Stripe goes; what that finds has events.'),
    ('subscription_invoices', 'They follow subscriptions, which are told.'),
    ('subscription_letters', 'What the platform writes to owners.'),
    ('tenant_keys', 'Secrets: nobody outside has anything to do with them.'),
    ('whatsapp_accounts', 'What opens an account elsewhere: nobody outside has anything to do with it.')
$$;

comment on function private.left_out_of_events is
    'Tables of businesses whose changes are no events, and why.';
