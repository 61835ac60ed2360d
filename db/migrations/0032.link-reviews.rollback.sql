delete from data.impersonal_columns
where table_name = 'notification_settings' and column_name = 'review_url';
alter table data.notification_settings drop column review_url;
drop domain data.page_url;
