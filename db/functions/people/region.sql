-- What the application is told before it reads a telephone number.

create type api.region as (country text, time_zone text);

comment on type api.region is 'Where a business is.';
comment on column api.region.country is 'ISO 3166-1 alpha-2; null if it has not said.';
comment on column api.region.time_zone is 'The IANA zone of its clock.';
