drop table data.customers, data.sessions, data.members, data.users;
