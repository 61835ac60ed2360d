drop table data.location_hours;

drop table data.engagements;

drop table data.person_calendars;

alter table data.allocations drop column person_id;

alter table data.resources drop column person_id;
