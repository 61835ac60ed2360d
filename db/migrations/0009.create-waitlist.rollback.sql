drop table data.waitlist;

delete from data.booking_transitions
where from_status = 'held' and to_status = 'pending';

drop index data.bookings_lapses_idx;

alter table data.bookings drop column lapses_at;

comment on column data.bookings.hold_expires_at is null;

alter table data.tenants
drop column waitlist_rule,
drop column offer_minutes;

drop domain data.waitlist_rule;
drop domain data.waitlist_status;
drop domain data.date_or_instant;
