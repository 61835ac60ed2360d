delete from data.personal_columns
where table_name in ('push_subscriptions', 'sms_accounts', 'whatsapp_accounts');
delete from data.impersonal_columns
where table_name in ('phone_contacts', 'receipts', 'sms_accounts', 'whatsapp_accounts');
drop table data.receipts;
drop table data.phone_contacts;
drop table data.sms_accounts;
drop table data.whatsapp_accounts;
drop table data.push_subscriptions;
drop domain data.phone_channel;
drop domain data.sms_sender;
drop domain data.twilio_account;
drop domain data.phone_number_id;
drop domain data.sealed_text;
drop domain data.push_secret;
drop domain data.push_public_key;
drop domain data.push_endpoint;
