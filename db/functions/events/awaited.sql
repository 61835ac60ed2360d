-- What whoever waited for events is told.

create type api.awaited as (are_there boolean, is_others boolean);

comment on type api.awaited is 'Whether there is something to publish.';
comment on column api.awaited.are_there is 'There is.';
comment on column api.awaited.is_others is 'Somebody else is waiting for it, and relays it.';
