"""What there is to tell, for tests of how it is told: in place of what the database says of it."""

# Everybody who listens wants to know of every change of a booking, in order.
EVERYTHING = """
create or replace function private.wanted_deliveries(
    p_tenant_id uuid, p_first bigint, p_last bigint
)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select c.channel, p_tenant_id, e.subject_id, e.event_id, e.type,
        jsonb_build_object('subject', e.subject_id, 'sequence', e.sequence), null::timestamptz
    from data.events as e
    cross join unnest('{webhook,push}'::text[]) as c (channel)
    where
        e.tenant_id = p_tenant_id
        and e.sequence between p_first and p_last
        and starts_with(e.type, 'booking.')
    order by e.sequence
$$;
"""

# There is something to tell, whatever it is, and nobody minds what comes of it: how deliveries are
# made is the same for all.
ANYTHING = """
create or replace function private.delivery_details(p_delivery data.deliveries) returns jsonb
    language sql volatile
    set search_path = ''
as $$ select '{}'::jsonb $$;

create or replace function private.heed_outcome(p_delivery data.deliveries, p_outcome text)
returns void
    language sql volatile
    set search_path = ''
as $$ $$;
"""
