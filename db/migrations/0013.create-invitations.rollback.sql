drop table data.invitations;

drop table data.acting;

drop table data.platform_admins;

alter table data.resources drop column left_at;

drop domain data.member_role;

drop domain data.acting_minutes;
