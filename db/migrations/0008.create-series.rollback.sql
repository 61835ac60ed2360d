alter table data.bookings drop constraint bookings_series_fkey;
drop index data.bookings_series_idx;
drop table data.series;
drop domain data.series_mode, data.recurrence_rule;
