-- Services of a business, as a client names them: a list of ids. Null stays null.
--
-- Fails with  KV173  services-invalid

create function private.service_ids_of(p_tenant_id uuid, p_ids jsonb, p_field text) returns uuid[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_ids uuid[];
begin
    if p_ids is null then
        return null;
    end if;

    v_ids := array(
        select distinct i.id::uuid
        from jsonb_array_elements_text(p_ids) as i (id)
        order by 1
    );

    if cardinality(v_ids) <> (
        select count(*)
        from data.services as s
        where s.tenant_id = p_tenant_id and s.service_id = any(v_ids)
    ) then
        raise check_violation;
    end if;

    return v_ids;
exception
    when check_violation or data_exception then
        raise exception using
            errcode = 'KV173',
            message = format('%s is a list of ids of services.', p_field),
            column = p_field;
end;
$$;

comment on function private.service_ids_of is 'Services, read from JSON.';

grant execute on function private.service_ids_of to holdfast_api;
