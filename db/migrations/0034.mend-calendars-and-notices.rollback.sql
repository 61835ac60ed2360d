delete from data.impersonal_columns
where table_name in ('customer_quiet_hours', 'member_quiet_hours');
drop table data.member_quiet_hours;
drop table data.customer_quiet_hours;
drop index data.calendar_syncs_due_idx;
create index calendar_syncs_due_idx on data.calendar_syncs (tenant_id, due_at);
alter table data.calendar_syncs drop column claim_id;
