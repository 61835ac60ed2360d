delete from data.impersonal_columns
where table_name in ('invoice_lines', 'invoice_settings', 'invoices');
delete from data.personal_columns where table_name in ('billing_details', 'invoices');
drop table data.closed_months;
drop table data.invoice_lines;
drop table data.invoices;
drop table data.billing_details;
drop table data.invoice_counters;
drop table data.invoice_settings;
drop domain data.month;
drop domain data.invoice_prefix;
alter table data.journals drop column happened_at;
