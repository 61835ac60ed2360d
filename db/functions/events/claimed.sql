-- What a worker gets.

create type api.claimed as (items jsonb, may_have_more boolean);

comment on type api.claimed is 'What a worker is to deliver.';
comment on column api.claimed.items is 'Each a delivery_task.';
comment on column api.claimed.may_have_more is
    'Whether to ask again at once.';
