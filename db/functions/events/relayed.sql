-- What the relay did.

create type api.relayed as (
    published jsonb, failed jsonb, queued integer, is_others boolean, items jsonb,
    may_have_more boolean
);

comment on type api.relayed is 'What was published.';
comment on column api.relayed.published is
    'By business, the number of the last of its events that are published now.';
comment on column api.relayed.failed is 'By business, why nothing of it could be published.';
comment on column api.relayed.queued is 'How many e-mails were queued besides.';
comment on column api.relayed.is_others is 'Somebody else waits for events, and publishes them.';
comment on column api.relayed.items is
    'What whoever asked is to deliver at once: each a delivery_task.';
comment on column api.relayed.may_have_more is
    'Whether something is due besides, in a business of which something is published: e-mails too.';
