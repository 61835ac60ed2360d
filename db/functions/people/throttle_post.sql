-- Takes from the buckets of whoever asks for an e-mail, and of whoever is to get it: nobody's
-- letter box is filled from here.
--
-- Fails with  KL002  too-many-attempts

create function private.throttle_post(p_email text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.throttle_address();
    perform private.take_from_bucket(private.bucket_key('post', lower(p_email)), 5, 1.0 / 60);
end;
$$;

comment on function private.throttle_post is 'Take a token for an e-mail, or refuse.';

grant execute on function private.throttle_post to holdfast_api;
