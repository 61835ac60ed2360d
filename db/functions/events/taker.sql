-- A worker that takes what it can do at once: who it is, for how long, how many it has room for on
-- each channel, how many of one business, and which businesses have their share already.

create type private.taker as (
    worker_id uuid,
    lease interval,
    room jsonb,
    each integer,
    passed_over jsonb
);

comment on type private.taker is 'A worker, and what it has room for.';
