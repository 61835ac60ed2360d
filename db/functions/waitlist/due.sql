-- What a background task has to look after.

create type api.due as (tenant_ids uuid[]);

comment on type api.due is 'Where there is something to do.';
comment on column api.due.tenant_ids is 'The businesses, in no particular order.';
