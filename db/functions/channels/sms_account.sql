-- The shape that text messages have for those who run a business.

create type api.sms_account as (
    account_sid text,
    has_auth_token boolean,
    sender text,
    callback_path text,
    needs_consent boolean
);

comment on type api.sms_account is 'How a business sends text messages.';
comment on column api.sms_account.account_sid is
    'Its account of Twilio; null: that of the platform.';
comment on column api.sms_account.has_auth_token is 'Whether there is one; it is not shown.';
comment on column api.sms_account.sender is 'Who they are from; null: the platform.';
comment on column api.sms_account.callback_path is
    'Where Twilio is to say what is answered to the sender.';
comment on column api.sms_account.needs_consent is
    'Whether only customers are written to who have consented: purpose sms.';
