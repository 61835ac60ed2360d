delete from data.personal_columns where table_name = 'endpoints';
delete from data.impersonal_columns where table_name = 'endpoints';
drop table data.endpoints;
alter table data.queues drop column failing_since;
drop domain data.rotation_hours;
drop domain data.parallel_count;
drop domain data.webhook_url;
drop domain data.event_pattern;
