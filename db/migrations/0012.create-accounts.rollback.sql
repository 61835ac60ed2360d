drop table data.throttle_buckets;

drop table data.recovery_codes;

alter table data.users drop column totp_last_step;
alter table data.users drop column totp_on_at;
alter table data.users drop column totp_secret;
alter table data.users drop column email_verified_at;
alter table data.users drop column locale;
