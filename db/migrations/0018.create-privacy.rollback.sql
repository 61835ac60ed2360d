drop table data.retention_runs;

drop table data.retention_rules;

drop table data.erasures;

drop index data.history_personal_idx;

delete from data.personal_columns
where
    table_name in (
        'acting', 'customer_addresses', 'customer_notes', 'domains', 'invitations', 'recovery_codes'
    )
    or (table_name, column_name) in (
        ('customers', 'phone_e164'), ('idempotency_keys', 'caller'), ('users', 'totp_secret')
    );

drop table data.impersonal_columns;
