-- Makes a link that may be followed once, and returns its id. The application turns that into what
-- stands in the e-mail: see app/links.py.
--
-- Two that are long past go for each new one: the table needs nobody to sweep it.

create function private.make_link(
    p_purpose text,
    p_email text,
    p_lifetime interval,
    p_user_id uuid default null,
    p_tenant_id uuid default null,
    p_data jsonb default '{}'
) returns uuid
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_link_id constant uuid := gen_random_uuid();
begin
    insert into data.one_time_links (
        link_id, purpose, email, user_id, tenant_id, data, expires_at
    )
    values (
        v_link_id, p_purpose, lower(p_email), p_user_id, p_tenant_id, p_data, now() + p_lifetime
    );

    delete from data.one_time_links
    where link_id in (
        select l.link_id
        from data.one_time_links as l
        where l.expires_at < now() - interval '30 days'
        order by l.expires_at
        limit 2
        for update skip locked
    );

    return v_link_id;
end;
$$;

comment on function private.make_link is 'A link that may be followed once.';

grant execute on function private.make_link to holdfast_api;
