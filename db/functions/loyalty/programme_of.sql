-- How customers of a business earn points: as it says, or not at all.

create function private.programme_of(p_tenant_id uuid) returns data.loyalty_programmes
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_programme data.loyalty_programmes;
begin
    select *
    into v_programme
    from data.loyalty_programmes
    where tenant_id = p_tenant_id;

    if not found then
        v_programme := row(
            p_tenant_id, false, 1, 0, 0, null, '[]', '[]', now()
        )::data.loyalty_programmes;
    end if;

    return v_programme;
end;
$$;

comment on function private.programme_of is 'How customers of a business earn points.';

grant execute on function private.programme_of to holdfast_api;
