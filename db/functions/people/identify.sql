-- What the application verifies about whoever has signed in, or follows a link: their password, or
-- the code of their second factor. Each time costs a token, of buckets that are apart: who has
-- stolen a password does not keep out who reads the e-mails.
--
-- For the application alone: people at a psql prompt have no business with hashes.
--
-- Fails with  KA001  not-signed-in
--             KA004  link-invalid
--             KL002  too-many-attempts

create function api.identify(p_tenant_id uuid) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_link_id constant uuid := (private.current_claims() ->> 'link_id')::uuid;
    v_email text;
    v_user data.users;
begin
    perform private.throttle_address();

    if v_link_id is null then
        v_user := private.require_user();
    else
        select l.email
        into v_email
        from data.one_time_links as l
        where
            l.link_id = v_link_id
            and (l.used_at is null or l.purpose = 'open_tenant')
            and l.expires_at > now();

        if not found then
            raise exception using
                errcode = 'KA004',
                message = 'The link has been used, or is too old. Ask for a new one.',
                column = 'token';
        end if;

        v_user := private.user_of(v_email);
    end if;

    if v_user.user_id is not null then
        perform private.take_from_bucket(
            private.bucket_key(
                case when v_link_id is null then 'proof' else 'proof by link' end,
                v_user.user_id::text
            ),
            10, 1.0 / 30
        );
    end if;

    return to_jsonb(row(
        v_user.user_id, coalesce(v_user.email, v_email), v_user.password_hash, v_user.totp_secret
    )::api.identity);
end;
$$;

comment on function api.identify is
    'What whoever asks can be verified by.

Answers identity.';

alter function api.identify owner to holdfast_api;
grant execute on function api.identify to holdfast_web;
