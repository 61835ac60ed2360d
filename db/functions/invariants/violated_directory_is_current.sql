-- The directory is a copy, kept by triggers, of what anybody may know of a business. Everybody may
-- read all of it: whether an entry is nobody's can be said only by who sees every business.

create function private.violated_directory_is_current()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select coalesce(t.tenant_id, d.tenant_id), coalesce(t.tenant_id, d.tenant_id), 'its entry'
    from data.tenants as t
    full join data.directory as d on d.tenant_id = t.tenant_id
    where
        (t.slug, t.name, t.preset, t.status, t.pending_until)
        is distinct from (d.slug, d.name, d.preset, d.status, d.pending_until)
        and (t.tenant_id is not null or not row_security_active('data.tenants'))

    union all

    select coalesce(l.tenant_id, p.tenant_id), coalesce(l.location_id, p.location_id), 'its position'
    from data.locations as l
    full join data.directory_places as p
        on p.tenant_id = l.tenant_id and p.location_id = l.location_id
    where
        (p.latitude, p.longitude) is distinct from (
            case when l.archived_at is null then l.latitude end,
            case when l.archived_at is null then l.longitude end
        )
        and (l.location_id is not null or not row_security_active('data.locations'))

    union all

    select d.tenant_id, d.domain_id, 'its site'
    from data.domains as d
    left join data.sites as s on s.tenant_id = d.tenant_id and s.host = d.host
    where (d.verified_at is not null) <> (s.host is not null);
$$;

comment on function private.violated_directory_is_current is
    'The directory says of every business what the business says.';

grant execute on function private.violated_directory_is_current to holdfast_reader;
