-- What a callback of WhatsApp or Twilio is verified by.

create type api.callback_secrets as (
    secret text,
    verify_token text,
    is_own boolean
);

comment on type api.callback_secrets is 'What a callback is verified by.';
comment on column api.callback_secrets.secret is 'What it is signed with, encrypted; null: ours.';
comment on column api.callback_secrets.verify_token is 'What WhatsApp shows at first.';
comment on column api.callback_secrets.is_own is
    'Whether the business has an account of its own.';
