-- The shapes that a kind of business has outside the database.

create type api.preset_service as (
    name text,
    category text,
    description text,
    duration_minutes integer
);

comment on type api.preset_service is 'A service that a business starts with.';
comment on column api.preset_service.name is 'Its name.';
comment on column api.preset_service.category is 'Where it is listed.';
comment on column api.preset_service.description is 'What it is; null if the name says all.';
comment on column api.preset_service.duration_minutes is 'How long it takes.';

create type api.preset_resource as (name text, kind data.resource_kind);

comment on type api.preset_resource is 'Somebody or something that a business starts with.';
comment on column api.preset_resource.name is 'Its name.';
comment on column api.preset_resource.kind is 'staff, room, equipment or table.';

create type api.preset as (
    preset data.preset_name,
    name text,
    description text,
    services api.preset_service[],
    resources api.preset_resource[]
);

comment on type api.preset is 'A kind of business, and what it starts with.';
comment on column api.preset.preset is 'What it is called when a business opens.';
comment on column api.preset.name is 'Its name, for people.';
comment on column api.preset.description is 'What it is for.';
comment on column api.preset.services is 'What it sells.';
comment on column api.preset.resources is 'Who and what there is.';
