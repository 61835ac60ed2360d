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
comment on column api.first_location.address is 'Where to go; null if nobody says.';
comment on column api.first_location.latitude is
    'Degrees north; null, as is longitude, if its position is not known.';
comment on column api.first_location.longitude is 'Degrees east; null if that is.';

create type api.application as (owner api.applicant, location api.first_location);

comment on type api.application is 'What an application says besides the business itself.';
comment on column api.application.owner is 'Who will own it: they are sent a link.';
comment on column api.application.location is 'Where it is to begin with.';
