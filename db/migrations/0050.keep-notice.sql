-- What a customer gets back is by the least notice there was when they moved a booking
-- (db/schema/50_bookings.sql).
-- depends: 0049.connect-again

alter table data.bookings add column least_notice_minutes integer;
comment on column data.bookings.least_notice_minutes is
    'The least notice at which its customer has moved it. Null: they have not.';
