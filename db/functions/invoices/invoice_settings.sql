-- The shape that the settings of invoices have outside the database.

create type api.invoice_settings as (
    automatic boolean,
    mailed boolean,
    invoice_prefix data.invoice_prefix,
    credit_note_prefix data.invoice_prefix,
    legal_name text,
    address text,
    tax_number text,
    footer text,
    kept_years integer
);

comment on type api.invoice_settings is 'How a business invoices.';
comment on column api.invoice_settings.automatic is
    'Whether a visit that is over and paid is invoiced unasked. Off at first.';
comment on column api.invoice_settings.mailed is
    'Whether documents are sent to customers by e-mail. On at first.';
comment on column api.invoice_settings.invoice_prefix is
    'What numbers of invoices begin with; the year and the number follow: INV-2026-00001.';
comment on column api.invoice_settings.credit_note_prefix is
    'What numbers of credit notes begin with: CN-2026-00001.';
comment on column api.invoice_settings.legal_name is 'Who sells; null: the name of the business.';
comment on column api.invoice_settings.address is 'Null: that of the place of the visit.';
comment on column api.invoice_settings.tax_number is
    'The number that it is registered for tax with; null: that of the place of the visit.';
comment on column api.invoice_settings.footer is
    'What stands below: a bank account, a register, a rule of law; null: nothing.';
comment on column api.invoice_settings.kept_years is
    'How long the law has documents kept, from 5 to 30 years after that of their issue. Until then '
    'who is on them stays on them, even if they are erased. It counts for what is issued from then '
    'on.';
