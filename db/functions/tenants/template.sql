-- The shape that a text of a business has outside the database.

create type api.template as (
    kind data.template_kind,
    locale data.template_locale,
    subject text,
    body text,
    updated_at data.utc_instant
);

comment on type api.template is 'What a business says itself, on one occasion.';
comment on column api.template.kind is
    'The occasion; staff_…: what staff are told.';
comment on column api.template.locale is 'The language: en, it, pl or da.';
comment on column api.template.subject is
    'Its subject, with placeholders; null: nothing, so that our own text stands.';
comment on column api.template.body is
    'Its text, with placeholders; null: nothing, so that our own text stands.';
comment on column api.template.updated_at is 'When it was changed; null: as in the preset.';
