-- private.take_link: a link is followed once, in time, for what it is for.

begin;
select plan(6);

create temporary table made as
select private.make_link('sign_in', 'ann@x.test', interval '15 minutes') as link_id;

-- As an api function would, for whoever brought this link.
create function pg_temp.take(p_purpose text, p_link_id uuid) returns text
    language plpgsql
as $$
declare
    v_email text;
begin
    perform given.acting_for(null, 'guest', null, jsonb_build_object('link_id', p_link_id));
    reset role;
    set local role holdfast_api;
    v_email := (private.take_link(p_purpose)).email;
    perform given.nobody();
    return v_email;
end;
$$;

select throws_ok(
    $$ select pg_temp.take('sign_up', link_id) from made $$, 'KA004', null,
    'not for something else'
);
select throws_ok(
    $$ select pg_temp.take('sign_in', null) $$, 'KA004', null, 'not without having it'
);
select throws_ok(
    $$ select pg_temp.take('sign_in', gen_random_uuid()) $$, 'KA004', null,
    'nor with one that nobody made'
);
select is(
    (select pg_temp.take('sign_in', link_id) from made), 'ann@x.test', 'who follows it has it'
);
select throws_ok(
    $$ select pg_temp.take('sign_in', link_id) from made $$, 'KA004', null, 'once'
);

update data.one_time_links set used_at = null, expires_at = now();
select throws_ok(
    $$ select pg_temp.take('sign_in', link_id) from made $$, 'KA004', null, 'and in time'
);

select * from finish();
rollback;
