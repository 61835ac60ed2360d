-- The shape that what opens a Google Calendar has for the application.

create type api.google_token as (secret text);

comment on type api.google_token is 'What opens a Google Calendar.';
comment on column api.google_token.secret is
    'The refresh token, sealed; null of a calendar of another kind.';
