-- What somebody says who wants to open a business.

create type api.applicant as (name data.short_text, email data.email_address);

comment on type api.applicant is 'Who wants to open a business, and will own it.';
comment on column api.applicant.name is 'Their name.';
comment on column api.applicant.email is 'Their e-mail address, which has to be proved.';

create type api.first_location as (
    name data.short_text,
    address data.long_text,
    latitude data.latitude,
    longitude data.longitude
);

comment on type api.first_location is 'Where a business is when it opens.';
comment on column api.first_location.name is 'Its name.';
comment on column api.first_location.address is 'Where to go.';
comment on column api.first_location.latitude is 'Degrees north; with longitude, or not at all.';
comment on column api.first_location.longitude is 'Degrees east.';
