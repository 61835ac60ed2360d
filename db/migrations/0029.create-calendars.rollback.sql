delete from data.personal_columns where table_name in (
    'account_feeds', 'calendar_syncs', 'calendars', 'feeds'
);
delete from data.impersonal_columns where table_name in ('busy', 'calendar_syncs');
drop table data.account_feeds;
drop table data.feeds;
drop table data.busy;
drop table data.calendar_syncs;
drop table data.calendars;
drop domain data.calendar_url;
