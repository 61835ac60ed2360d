-- The shape that a type of event has outside the database.

create type api.event_type as (type text, description text, schema jsonb);

comment on type api.event_type is 'Something that can happen.';
comment on column api.event_type.type is 'Subject and verb: booking.confirmed.';
comment on column api.event_type.description is 'When it happens.';
comment on column api.event_type.schema is
    'JSON Schema (2020-12) of the data of such an event. More fields may come; none goes.';
