-- api.end_session: signing out.

begin;
select plan(7);

select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');

-- Tokens are named by a letter; what the database is told is 32 bytes of it.
create function pg_temp.start(p_token text) returns void
    language plpgsql
as $$
begin
    perform given.acting_for(
        null, 'guest', null, jsonb_build_object('sub', given.user_id('alder', 'Olga'))
    );
    perform api.start_session(null, given.user_id('alder', 'Olga'), repeat(p_token || 0, 32));
end;
$$;

create function pg_temp.with_token(p_token text) returns void
    language sql
as $$
    select given.acting_for(
        null, 'guest', null, jsonb_build_object('token_hash', repeat(p_token || 0, 32))
    );
$$;

create function pg_temp.finish(p_token text) returns void
    language sql
as $$
    select api.end_session(p_tenant_id => null, p_token_hash => repeat(p_token || 0, 32));
$$;

create function pg_temp.live() returns text
    language sql security definer
as $$
    select string_agg(left(encode(token_hash, 'hex'), 1), '' order by token_hash)
    from data.sessions
    where revoked_at is null;
$$;

select pg_temp.start('a');
select pg_temp.start('c');
select pg_temp.with_token('a');
select api.rotate_session(null, repeat('a0', 32), repeat('b0', 32));

select pg_temp.with_token('9');
select lives_ok($$ select pg_temp.finish('9') $$, 'a token that nobody knows is no error');
select pg_temp.with_token('c');
select lives_ok($$ select pg_temp.finish('b') $$, 'nor is one that was not brought');
select is(pg_temp.live(), 'abc', 'they end nothing');
select pg_temp.with_token('a');
select lives_ok($$ select pg_temp.finish('a') $$, 'a token ends what it stands for');
select is(pg_temp.live(), 'c', 'with all that came of the same sign-in');
select pg_temp.with_token('a');
select lives_ok($$ select pg_temp.finish('a') $$, 'and may say so twice');
select pg_temp.with_token('b');
select throws_ok(
    $$ select api.rotate_session(null, repeat('b0', 32), repeat('d0', 32)) $$,
    'KA003', null, 'nothing goes on from there'
);

select * from finish();
rollback;
