drop table data.retention_runs;

drop table data.retention_rules;

drop table data.erasures;

drop index data.history_personal_idx;

delete from data.personal_columns
where table_name = 'idempotency_keys' and column_name = 'caller';

drop table data.impersonal_columns;
