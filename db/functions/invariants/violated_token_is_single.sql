-- Of all that one sign-in led to, one token can still be used: the last. For a superuser: sessions
-- are read by nobody else.

create function private.violated_token_is_single()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        (array_agg(s.tenant_id))[1],
        (array_agg(s.user_id))[1],
        format('family %s: %s tokens', s.family_id, count(*))
    from data.sessions as s
    where s.rotated_at is null and s.revoked_at is null and s.expires_at > now()
    group by s.family_id
    having count(*) > 1;
$$;

comment on function private.violated_token_is_single is
    'A sign-in has one refresh token at a time.';
