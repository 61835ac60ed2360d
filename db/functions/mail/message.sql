-- The shape that an e-mail has for whoever sends it.

create type api.message as (
    id uuid,
    kind text,
    recipient text,
    locale text,
    link_id uuid,
    data jsonb
);

comment on type api.message is 'An e-mail to be sent.';
comment on column api.message.id is 'UUIDv7.';
comment on column api.message.kind is 'Which text it has.';
comment on column api.message.recipient is 'The address that it goes to.';
comment on column api.message.locale is 'The language it is written in.';
comment on column api.message.link_id is 'The link in it; null if it has none.';
comment on column api.message.data is 'What the text says besides.';
