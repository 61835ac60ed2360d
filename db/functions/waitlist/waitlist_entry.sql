-- The shape that an entry of the waitlist has outside the database.

create type api.waitlist_entry as (
    id uuid,
    status data.waitlist_status,
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    "from" data.utc_instant,
    "to" data.utc_instant,
    party_size integer,
    priority integer,
    customer api.contact,
    note text,
    locale text,
    booking api.booking,
    manage_token text,
    joined_at data.utc_instant
);

comment on type api.waitlist_entry is 'Somebody who waits for a time, and what came of it.';
comment on column api.waitlist_entry.id is 'UUIDv7.';
comment on column api.waitlist_entry.status is
    'waiting; offered: booking is held for them until its hold_expires_at; and the ends: accepted, '
    'declined, lapsed (nobody answered in time), left, ended (the window has passed, '
    'or the business withdrew the offer).';
comment on column api.waitlist_entry.service_id is 'What they want.';
comment on column api.waitlist_entry.resource_id is 'With whom; null if with anyone.';
comment on column api.waitlist_entry.location_id is 'Where; null if anywhere.';
comment on column api.waitlist_entry.from is 'UTC. The visit begins then or later.';
comment on column api.waitlist_entry.to is 'UTC. The visit begins before that.';
comment on column api.waitlist_entry.party_size is 'How many people come.';
comment on column api.waitlist_entry.priority is
    'More comes first, if the business goes by that. Said by staff; 0 unless they did.';
comment on column api.waitlist_entry.customer is 'Who waits.';
comment on column api.waitlist_entry.note is 'What the customer wrote; null if nothing.';
comment on column api.waitlist_entry.locale is 'The language to write to the customer in.';
comment on column api.waitlist_entry.booking is
    'What was offered or accepted; null as long as that is nothing.';
comment on column api.waitlist_entry.manage_token is
    'Opens this entry, and the booking that it became, without an account; only in the answer that '
    'creates it.';
comment on column api.waitlist_entry.joined_at is 'UTC.';
