-- The shape that a question of Google's has.

create type api.google_consent as (url text);

comment on type api.google_consent is 'Where somebody says that we may use their Google Calendar.';
comment on column api.google_consent.url is
    'Google''s page, to be opened in the browser of whose calendar it is, within ten minutes.';
