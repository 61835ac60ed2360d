-- What is wrong with a history.

create type api.history_fault as (
    "position" bigint,
    history_id uuid,
    what text
);

comment on type api.history_fault is 'A place where a history is not what it was.';
comment on column api.history_fault."position" is 'Where in the chain.';
comment on column api.history_fault.history_id is 'Which item; null if it is not there.';
comment on column api.history_fault.what is
    'changed, missing, reordered, personal data changed, personal data missing, tail cut off, '
    'head changed or head missing.';
