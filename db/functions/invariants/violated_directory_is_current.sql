-- The directory is a copy, kept by triggers, of what anybody may know of a business.

create function private.violated_directory_is_current()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select coalesce(t.tenant_id, d.tenant_id), coalesce(t.tenant_id, d.tenant_id), 'its entry'
    from data.tenants as t
    full join data.directory as d on d.tenant_id = t.tenant_id
    where
        (t.slug, t.name, t.preset, t.status) is distinct from (d.slug, d.name, d.preset, d.status)
        and coalesce(t.tenant_id, d.tenant_id) = coalesce(
            private.current_tenant_id(), t.tenant_id, d.tenant_id
        )

    union all

    select coalesce(l.tenant_id, p.tenant_id), coalesce(l.location_id, p.location_id), 'its position'
    from (
        select o.tenant_id, o.location_id, o.latitude, o.longitude
        from data.locations as o
        where o.latitude is not null and o.archived_at is null
    ) as l
    full join data.directory_places as p
        on p.tenant_id = l.tenant_id and p.location_id = l.location_id
    where
        (l.latitude, l.longitude) is distinct from (p.latitude, p.longitude)
        and coalesce(l.tenant_id, p.tenant_id) = coalesce(
            private.current_tenant_id(), l.tenant_id, p.tenant_id
        );
$$;

comment on function private.violated_directory_is_current is
    'The directory says of every business what the business says.';

grant execute on function private.violated_directory_is_current to holdfast_reader;
