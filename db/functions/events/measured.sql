-- How far behind deliveries are, as whoever watches over all of it sees it.

create type api.measured as (channels jsonb);

comment on type api.measured is 'How far behind deliveries are.';
comment on column api.measured.channels is
    'By channel, and relay for what is not published: waiting, dead and lag_seconds.';
