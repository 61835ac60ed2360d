-- api.end_sessions: signing out everywhere.

begin;
select plan(2);

select given.account('Ann');
select given.account('Bob');
insert into data.sessions (family_id, user_id, token_hash, expires_at)
select uuidv7(), user_id, sha256((name || n)::bytea), now() + interval '1 day'
from data.users, generate_series(1, 3) as n;

select given.acting_for(null, 'guest');
select throws_ok($$ select api.end_sessions(null) $$, 'KA001', null, 'not for a guest');
select given.acting_as('Ann');
select api.end_sessions(null);
select given.nobody();
select results_eq(
    $$
        select u.name::text, count(s.revoked_at)
        from data.sessions as s
        join data.users as u on u.user_id = s.user_id
        group by u.name order by u.name
    $$,
    $$ values ('Ann', 3::bigint), ('Bob', 0) $$,
    'all of one''s own, and nobody else''s'
);

select * from finish();
rollback;
