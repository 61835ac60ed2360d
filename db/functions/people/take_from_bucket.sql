-- Takes one token from a bucket that holds so many and fills again at so many each second. It stays
-- taken only if the transaction does not fail: so whoever takes for a password takes before it is
-- verified, in a call that succeeds.
--
-- Two that nobody has needed for long go for each that is taken from: the table needs nobody to
-- sweep it.
--
-- Fails with  KL002  too-many-attempts

create function private.take_from_bucket(
    p_key bytea,
    p_capacity integer,
    p_refill double precision
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_now constant timestamptz := clock_timestamp();
    v_full constant interval := p_capacity / p_refill * interval '1 second';
    v_tokens double precision;
begin
    insert into data.throttle_buckets as b (bucket_key, tokens, filled_at, kept_until)
    values (p_key, p_capacity - 1, v_now, v_now + v_full)
    on conflict (bucket_key) do update
    set
        tokens = least(
            p_capacity, b.tokens + p_refill * extract(epoch from v_now - b.filled_at)
        ) - 1,
        filled_at = v_now,
        kept_until = greatest(b.kept_until, v_now + v_full)
    where b.tokens + p_refill * extract(epoch from v_now - b.filled_at) >= 1
    returning b.tokens into v_tokens;

    if not found then
        select b.tokens + p_refill * extract(epoch from v_now - b.filled_at)
        into v_tokens
        from data.throttle_buckets as b
        where b.bucket_key = p_key;

        raise exception using
            errcode = 'KL002',
            message = 'That was too often. Wait a little.',
            detail = jsonb_build_object(
                'retry_after', greatest(1, ceil((1 - v_tokens) / p_refill))::integer
            );
    end if;

    delete from data.throttle_buckets
    where bucket_key in (
        select o.bucket_key
        from data.throttle_buckets as o
        where o.kept_until < v_now
        order by o.kept_until
        limit 2
        for update skip locked
    );
end;
$$;

comment on function private.take_from_bucket is 'Take one token from a bucket, or refuse.';

grant execute on function private.take_from_bucket to holdfast_api;
