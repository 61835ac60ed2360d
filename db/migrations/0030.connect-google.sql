-- What bookings say in the Google calendars that they are written to.
-- depends: 0029.create-calendars

create domain data.calendar_words as text
constraint calendar_words_known check (value in ('nothing', 'service', 'first_name'));
comment on domain data.calendar_words is
    'What a booking says in somebody''s Google Calendar: nothing but the name of the business, also '
    'the service, or also the first name of who comes.';

alter table data.calendars add column shows data.calendar_words;
-- The table is as new as this: there is nothing in it to look at.
-- squawk-ignore constraint-missing-not-valid
alter table data.calendars add constraint calendars_google_shows check (
    (kind = 'google') = (shows is not null)
);
comment on column data.calendars.shows is
    'What bookings say there. Null: they are not written there.';

insert into data.impersonal_columns (table_name, column_name, reason)
values
('calendars', 'shows', 'One of our words.');
