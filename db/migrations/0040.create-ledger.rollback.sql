drop table data.postings;
drop table data.journals;
drop table data.ledger_accounts;
drop table data.ledger_kinds;
