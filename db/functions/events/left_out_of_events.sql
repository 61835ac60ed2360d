-- The tables of businesses whose changes are no events, each with the reason. Every other table
-- with a tenant_id has a trigger that appends one.

create function private.left_out_of_events() returns table (table_name text, reason text)
    language sql immutable parallel safe
    set search_path = ''
as $$
    values
    ('allocations', 'They follow their booking, whose events are told.'),
    ('customer_addresses', 'A copy of what stands in customers.'),
    ('deliveries', 'They follow events.'),
    ('directory', 'A copy of what stands in tenants.'),
    ('directory_places', 'A copy of what stands in locations.'),
    ('event_heads', 'They follow events.'),
    ('events', 'They are the events.'),
    ('history', 'It follows the same changes.'),
    ('history_heads', 'They follow the history.'),
    ('idempotency_keys', 'Answers kept for two days, for requests that are sent again.'),
    ('messages', 'The post room: what it sends tells of changes that have events.'),
    ('one_time_links', 'Links are made and used up; what following one does has an event.'),
    ('person_calendars', 'A copy of what stands in resources.'),
    ('queues', 'They follow deliveries.'),
    ('retention_runs', 'When rules are applied next; what that does has events.'),
    ('sessions', 'Signing in changes nothing of a business.'),
    ('sites', 'A copy of what stands in domains.'),
    ('tenant_keys', 'Secrets: nobody outside has anything to do with them.')
$$;

comment on function private.left_out_of_events is
    'Tables of businesses whose changes are no events, and why.';
