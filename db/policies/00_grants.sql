-- Which role may stand in which room.
--
-- Policies for holdfast_reader keep from guests, customers and staff what is not theirs to read,
-- for people who act for a business in a role (private.act_for). A dashboard says no role.

revoke create on schema private from
    holdfast_api, holdfast_eraser, holdfast_historian, holdfast_relay, holdfast_sweeper;
revoke usage on schema private from holdfast_eraser, holdfast_sweeper;

grant usage on schema api to holdfast_web, holdfast_worker, holdfast_person;
grant usage on schema private to
    holdfast_api, holdfast_web, holdfast_reader, holdfast_historian, holdfast_relay,
    holdfast_worker, holdfast_person;
grant usage on schema data to
    holdfast_api, holdfast_reader, holdfast_historian, holdfast_relay, holdfast_sweeper,
    holdfast_person;
