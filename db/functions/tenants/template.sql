-- The shape that an e-mail to customers has outside the database.

create type api.template as (
    kind data.template_kind,
    locale data.template_locale,
    subject text,
    body text,
    updated_at data.utc_instant
);

comment on type api.template is 'What a business writes to its customers, on one occasion.';
comment on column api.template.kind is 'The occasion.';
comment on column api.template.locale is 'The language: en, it, pl or da.';
comment on column api.template.subject is 'Its subject, with placeholders.';
comment on column api.template.body is 'Its text, with placeholders.';
comment on column api.template.updated_at is 'When it was changed; null: as in the preset.';
