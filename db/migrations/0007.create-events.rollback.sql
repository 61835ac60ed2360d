drop table data.events;
