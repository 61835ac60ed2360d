-- Which role may stand in which room.

revoke create on schema private from
    holdfast_api, holdfast_eraser, holdfast_historian, holdfast_sweeper;
revoke usage on schema private from holdfast_eraser, holdfast_sweeper;

grant usage on schema api to holdfast_web, holdfast_person;
grant usage on schema private to
    holdfast_api, holdfast_web, holdfast_reader, holdfast_historian, holdfast_person;
grant usage on schema data to
    holdfast_api, holdfast_reader, holdfast_historian, holdfast_sweeper, holdfast_person;
