-- A part that resources take in a service, as a client says it: see private.parts_of.

create type private.part as (
    "position" integer,
    quantity data.seat_count,
    resource_ids uuid[]
);

comment on type private.part is 'A part of a service, read from JSON.';
