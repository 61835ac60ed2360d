-- The shape of what is said about a slug.

create type api.slug_check as (
    slug text,
    available boolean,
    reason text,
    suggestions text[]
);

comment on type api.slug_check is 'Whether a business can have a name in URLs.';
comment on column api.slug_check.slug is 'The name, in small letters.';
comment on column api.slug_check.available is 'Whether it can be had now.';
comment on column api.slug_check.reason is
    'Why not: invalid (a-z, 0-9 and inner hyphens), reserved or taken; null if it can be had.';
comment on column api.slug_check.suggestions is 'Up to three that can be had, and are like it.';
