drop table data.consents;

drop table data.customer_notes;

drop table data.customer_addresses;

comment on column data.customers.phone is null;

alter table data.customers drop column merged_into;
alter table data.customers drop column phone_e164;

drop domain data.consent_purpose;
drop domain data.phone_e164;
drop domain data.body_text;
