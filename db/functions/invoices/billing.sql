-- The shape that says to whom a booking is invoiced has outside the database.

create type api.billing as (
    booking_id uuid,
    name text,
    company text,
    address text,
    tax_number text
);

comment on type api.billing is 'To whom a booking is to be invoiced.';
comment on column api.billing.booking_id is 'UUIDv7.';
comment on column api.billing.name is 'Whoever booked, unless somebody else was named.';
comment on column api.billing.company is 'If it is for one; else null.';
comment on column api.billing.address is 'Null if it was not given.';
comment on column api.billing.tax_number is 'Null if it was not given.';
