drop table data.time_off, data.closures, data.shifts, data.hours;
