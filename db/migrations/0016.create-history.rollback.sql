drop table data.history_heads;

drop table data.history;

drop table data.personal_columns;
