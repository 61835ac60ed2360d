-- The shape that WhatsApp has for those who run a business.

create type api.whatsapp_account as (
    phone_number_id text,
    has_access_token boolean,
    has_app_secret boolean,
    verify_token text,
    callback_path text,
    needs_consent boolean,
    templates jsonb
);

comment on type api.whatsapp_account is 'How a business writes by WhatsApp.';
comment on column api.whatsapp_account.phone_number_id is
    'The number that it writes from, as WhatsApp counts them; null: that of the platform.';
comment on column api.whatsapp_account.has_access_token is 'Whether there is one; it is not shown.';
comment on column api.whatsapp_account.has_app_secret is
    'Whether there is one; it is not shown. Without it, what WhatsApp says is signed by the '
    'platform''s app.';
comment on column api.whatsapp_account.verify_token is
    'To be told to WhatsApp with the address of callback_path; null: nothing has been set yet.';
comment on column api.whatsapp_account.callback_path is
    'Where WhatsApp is to say what became of messages, and what is answered.';
comment on column api.whatsapp_account.needs_consent is
    'Whether only customers are written to who have consented: purpose whatsapp.';
comment on column api.whatsapp_account.templates is
    'By kind of notice and language (en, it, pl, da), what WhatsApp has approved: {"name", '
    '"language", "parameters"}. The parameters are words, in the order of the gaps: name, '
    'business, service, staff, when, previously, location, address, link.';
