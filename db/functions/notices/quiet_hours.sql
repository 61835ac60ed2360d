-- When somebody wants to be told nothing that can wait, on which wall.

create type private.quiet_hours as (
    quiet_from time,
    quiet_until time,
    time_zone text
);
