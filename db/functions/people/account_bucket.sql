-- The bucket that a try to sign in to an account takes from. An address that the user has signed in
-- from has one of its own, so that strangers who try passwords do not keep them out.

create function private.account_bucket(p_email text) returns bytea
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_known constant bytea := private.bucket_key(
        'account from', lower(p_email) || ' ' || (private.current_claims() ->> 'source')
    );
begin
    if exists (select from data.throttle_buckets where bucket_key = v_known) then
        return v_known;
    end if;

    return private.bucket_key('account', lower(p_email));
end;
$$;

comment on function private.account_bucket is
    'The bucket that signing in to an account takes from.';

grant execute on function private.account_bucket to holdfast_api;
