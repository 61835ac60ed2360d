-- The words of a consent may name whoever gave it (db/schema/75_privacy.sql); and what is no
-- business's is found when it is long past.
-- depends: 0019.tighten-addresses

delete from data.impersonal_columns
where table_name = 'consents' and column_name = 'wording';

insert into data.personal_columns (table_name, column_name, kind)
values
('consents', 'wording', 'text');

-- Both are small: what is no business's, of thirty days and of two.
-- squawk-ignore require-concurrent-index-creation
create index messages_unowned_idx on data.messages ((coalesce(sent_at, failed_at)))
where (tenant_id is null);

-- squawk-ignore require-concurrent-index-creation
create index idempotency_keys_applicants_idx on data.idempotency_keys (tenant_id, created_at)
where (caller = 'applicant');
