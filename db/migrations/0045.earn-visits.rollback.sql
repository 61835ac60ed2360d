delete from data.impersonal_columns
where
    table_name in ('cash_movements', 'commission_rules')
    or table_name = 'locations' and column_name in ('tax_name', 'tax_number');
drop table data.cash_movements;
drop table data.commission_rules;
delete from data.ledger_kinds where kind in ('payroll', 'cash_differences', 'cash_moved');
alter table data.tenants drop column tip_percents;
alter table data.tenants drop column tips_on;
alter table data.bookings drop column tax_is_inclusive;
alter table data.bookings drop column tax_basis_points;
alter table data.services drop column tax_basis_points;
alter table data.locations drop column tax_is_inclusive;
alter table data.locations drop column tax_basis_points;
alter table data.locations drop column tax_number;
alter table data.locations drop column tax_name;
drop domain data.report_grouping;
drop domain data.cash_movement_kind;
drop domain data.settlement_method;
drop domain data.on_site_method;
drop domain data.basis_points;
