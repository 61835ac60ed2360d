alter table data.bookings drop column least_notice_minutes;
