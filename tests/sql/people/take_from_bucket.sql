-- private.take_from_bucket: how often somebody may try.

begin;
select plan(9);

create function pg_temp.take(p_kind text, p_capacity integer default 3, p_refill float default 0.5)
returns void
    language sql
as $$
    select private.take_from_bucket(private.bucket_key(p_kind, 'x'), p_capacity, p_refill);
$$;

-- Lets so many seconds go by.
create function pg_temp.wait(p_seconds float) returns void
    language sql
as $$
    update data.throttle_buckets
    set
        filled_at = filled_at - p_seconds * interval '1 second',
        kept_until = kept_until - p_seconds * interval '1 second';
$$;

create function pg_temp.refusal(p_kind text) returns integer
    language plpgsql
as $$
declare
    v_detail text;
begin
    perform pg_temp.take(p_kind);
    return null;
exception when sqlstate 'KL002' then
    get stacked diagnostics v_detail = pg_exception_detail;
    return v_detail::jsonb ->> 'retry_after';
end;
$$;

select lives_ok($$ select pg_temp.take('a') from generate_series(1, 3) $$, 'as many as it holds');
select is(pg_temp.refusal('a'), 2, 'then one has to wait, and is told how long');
select is(pg_temp.refusal('b'), null, 'for this bucket and no other');
select pg_temp.wait(1.5);
select is(pg_temp.refusal('a'), 1, 'not quite as long a while later');
select pg_temp.wait(1);
select is(pg_temp.refusal('a'), null, 'until there is one again');
select pg_temp.wait(3600);
select lives_ok($$ select pg_temp.take('a') from generate_series(1, 3) $$, 'it fills again');
select is(pg_temp.refusal('a'), 2, 'and not beyond what it holds');

select is(
    (select count(*)::integer from data.throttle_buckets), 1,
    'one that nobody has needed for long is gone'
);
select hasnt_column('data', 'throttle_buckets', 'value', 'whose it is cannot be read');

select * from finish();
rollback;
