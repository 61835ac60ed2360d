delete from data.sessions where tenant_id is null;

alter table data.sessions alter column tenant_id set not null;

comment on column data.sessions.tenant_id is null;

drop table data.messages;

drop table data.one_time_links;
