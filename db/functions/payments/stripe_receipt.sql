-- What became of an event of Stripe's.

create type api.stripe_receipt as (event_id text, outcome text);

comment on type api.stripe_receipt is 'What became of an event of Stripe''s.';
comment on column api.stripe_receipt.event_id is 'Stripe''s.';
comment on column api.stripe_receipt.outcome is
    'heeded; ignored (a type that we do not go by); unmatched (nothing of ours, so far); known.';
