-- GET /v1/sites/{host}
--
-- For everybody: a front end learns from its own host whose page it is. No header says that.
--
-- Fails with  KN021  site-not-found
--             KV046  host-invalid

create function api.get_site(
    p_tenant_id uuid,
    p_host data.long_text,
    p_ascii text default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_host constant data.host_name := private.host_of(p_host, p_ascii);
    v_slug constant text := private.slug_under_base(v_host);
    v_business data.directory;
begin
    if v_slug is null then
        select d.*
        into v_business
        from data.sites as s
        join data.directory as d on d.tenant_id = s.tenant_id
        where s.host = v_host;
    else
        select *
        into v_business
        from data.directory
        where slug = v_slug and status <> 'pending';
    end if;

    if not found then
        raise exception using
            errcode = 'KN021',
            message = 'No business has that host.',
            column = 'host';
    end if;

    return to_jsonb(row(
        v_host, v_business.slug, v_business.name, v_business.preset
    )::api.site);
end;
$$;

comment on function api.get_site is
    'Whose page a host shows: a host of a business''s own, or its slug under our domain.

Answers site.';

alter function api.get_site owner to holdfast_api;
grant execute on function api.get_site to holdfast_web, holdfast_person;
