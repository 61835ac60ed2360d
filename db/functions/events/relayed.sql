-- What the relay did.

create type api.relayed as (published jsonb, queued integer);

comment on type api.relayed is 'What was published.';
comment on column api.relayed.published is
    'By business, the number of the last of its events that are published now.';
comment on column api.relayed.queued is 'How many e-mails were queued besides.';
