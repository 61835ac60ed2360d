delete from data.impersonal_columns where table_name = 'calendars' and column_name = 'shows';
alter table data.calendars drop column shows;
drop domain data.calendar_words;
