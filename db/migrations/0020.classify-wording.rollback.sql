drop index data.idempotency_keys_applicants_idx;

drop index data.messages_unowned_idx;

delete from data.personal_columns
where table_name = 'consents' and column_name = 'wording';

insert into data.impersonal_columns (table_name, column_name, reason)
values
('consents', 'wording', 'What anybody is asked to consent to.');
