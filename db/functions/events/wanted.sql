-- What an event makes somebody want to be told: a row for each listener. Each channel has a
-- function that says so, private.wanted_<channel>s, and private.fan_out writes it down.

create type private.wanted as (
    channel text,
    target_id uuid,
    order_key uuid,
    event_id uuid,
    kind text,
    data jsonb,
    due_at timestamptz
);

comment on type private.wanted is 'A delivery that somebody wants.';
