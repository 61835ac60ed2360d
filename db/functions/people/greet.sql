-- Somebody has signed in: what their try cost is given back, and the address they came from has a
-- bucket of its own from now on (see private.account_bucket).

create function private.greet(p_email text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_source constant text := private.current_claims() ->> 'source';
begin
    update data.throttle_buckets
    set tokens = tokens + 1
    where bucket_key = private.account_bucket(p_email);

    if v_source is not null then
        insert into data.throttle_buckets as b (bucket_key, tokens, filled_at, kept_until)
        values (
            private.bucket_key('account from', lower(p_email) || ' ' || v_source), 10, now(),
            now() + interval '90 days'
        )
        on conflict (bucket_key) do update
        set kept_until = excluded.kept_until;
    end if;
end;
$$;

comment on function private.greet is 'Remember that somebody signed in from where they are.';

grant execute on function private.greet to holdfast_api;
