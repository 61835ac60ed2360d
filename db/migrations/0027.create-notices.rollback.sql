delete from data.impersonal_columns
where table_name in ('customer_mutes', 'member_mutes', 'notification_settings');
drop table data.review_requests;
drop table data.follow_ups;
drop table data.member_mutes;
drop table data.customer_mutes;
drop table data.notification_settings;
