-- What something that moved money is.

create function private.kind_of_object(p_tenant_id uuid, p_object_id uuid) returns text
    language sql stable
    set search_path = ''
as $$
    select coalesce(
        (
            select split_part(j.kind, '.', 1)
            from data.journals as j
            where j.tenant_id = p_tenant_id and j.object_id = p_object_id
            order by j.journal_id
            limit 1
        ),
        (
            select min(o.kind)
            from data.stripe_objects as o
            where o.tenant_id = p_tenant_id and o.object_id = p_object_id
        ),
        'transaction'
    );
$$;

comment on function private.kind_of_object is 'What something that moved money is, by a word.';

grant execute on function private.kind_of_object to holdfast_api;
