-- api.delete_session: signing out somewhere else.

begin;
select plan(5);

select given.account('Ann');
select given.account('Bob');
insert into data.sessions (family_id, user_id, token_hash, expires_at)
select '01900000-0000-7000-8000-000000000001', user_id, '\x01', now() + interval '1 day'
from data.users
where name = 'Ann';

create function pg_temp.end() returns void
    language sql
as $$
    select api.delete_session(null, '01900000-0000-7000-8000-000000000001');
$$;

select given.acting_for(null, 'guest');
select throws_ok($$ select pg_temp.end() $$, 'KA001', null, 'not for a guest');
select given.acting_as('Bob');
select throws_ok($$ select pg_temp.end() $$, 'KN013', null, 'nor for somebody else');
select given.acting_as('Ann');
select lives_ok($$ select pg_temp.end() $$, 'whose it is can end it');
select throws_ok($$ select pg_temp.end() $$, 'KN013', null, 'once');
select given.nobody();
select is((select revoked_at from data.sessions), now(), 'it has ended');

select * from finish();
rollback;
