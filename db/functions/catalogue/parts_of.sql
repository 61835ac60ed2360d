-- Reads what a service needs, as a client says it: [{resource_ids: […], quantity?}, …], one to nine
-- parts in order. The first leads. A position may be said too, as the service itself says it.
--
-- Fails with  KV021  requirements-invalid

create function private.parts_of(p_tenant_id uuid, p_requirements jsonb) returns private.part[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_parts private.part[] := '{}';
    v_part private.part;
    v_given jsonb;
    v_nth integer;
    v_field text := 'requirements';
    v_problem text := 'has one to nine parts';
begin
    if jsonb_array_length(p_requirements) between 1 and 9 is not true then
        raise check_violation;
    end if;

    for v_given, v_nth in
        select value, ordinality
        from jsonb_array_elements(p_requirements) with ordinality
        order by ordinality
    loop
        v_field := format('requirements/%s', v_nth - 1);
        v_problem := 'is not an object of resource_ids, and perhaps a quantity from 1 to 500';

        if v_given - '{position,quantity,resource_ids}'::text[] <> '{}' then
            raise check_violation;
        end if;

        v_part := jsonb_populate_record(null::private.part, v_given);
        v_part.quantity := coalesce(v_part.quantity, 1);

        v_problem := case
            when v_part.position <> v_nth then 'has another position'
            when v_part.resource_ids = '{}' or v_part.resource_ids is null
                then 'has nobody to take it'
            when v_nth = 1 and v_part.quantity > 1 then 'leads, and there is one lead'
            when v_part.quantity > cardinality(v_part.resource_ids)
                then 'asks for more than can take it'
        end;

        if v_problem is not null then
            raise check_violation;
        end if;

        v_part.position := v_nth;
        v_parts := v_parts || v_part;
    end loop;

    select
        format('requirements/%s/resource_ids/%s', g.position - 1, g.nth - 1),
        case when g.again then 'takes a part already' else 'is not a resource of yours' end
    into v_field, v_problem
    from (
        select
            p.position,
            i.nth,
            i.id,
            row_number() over (partition by i.id order by p.position, i.nth) > 1 as again
        from unnest(v_parts) as p
        cross join lateral unnest(p.resource_ids) with ordinality as i (id, nth)
    ) as g
    left join data.resources as r
        on r.tenant_id = p_tenant_id and r.resource_id = g.id and r.archived_at is null
    where g.again or r.resource_id is null
    order by g.position, g.nth
    limit 1;

    if found then
        raise check_violation;
    end if;

    return v_parts;
exception
    when check_violation or data_exception then
        raise exception using
            errcode = 'KV021',
            message = format('%s %s.', v_field, v_problem),
            column = v_field;
end;
$$;

comment on function private.parts_of is 'The parts of a service, read from JSON.';

grant execute on function private.parts_of to holdfast_api;
