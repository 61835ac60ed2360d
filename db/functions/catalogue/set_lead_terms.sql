-- Writes the terms that leads of a service have of their own, as a client says them:
-- [{resource_id, duration_minutes?, price?}, …]. Leads that are not named have none.
--
-- Fails with  KV021  requirements-invalid
--             KV022  money-invalid

create function private.set_lead_terms(
    p_tenant_id uuid,
    p_service_id uuid,
    p_lead_terms jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_terms data.candidates;
    v_given jsonb;
    v_nth integer;
    v_field text := 'lead_terms';
    v_problem text := 'is not a list';
begin
    update data.candidates
    set duration_minutes = null, price_minor = null
    where tenant_id = p_tenant_id and service_id = p_service_id and position = 1;

    for v_given, v_nth in
        select value, ordinality from jsonb_array_elements(p_lead_terms) with ordinality
    loop
        v_field := format('lead_terms/%s', v_nth - 1);
        v_problem := 'is not an object of resource_id, duration_minutes and price';

        if v_given - '{resource_id,duration_minutes,price}'::text[] <> '{}' then
            raise check_violation;
        end if;

        v_terms := jsonb_populate_record(null::data.candidates, v_given);
        v_terms.price_minor := private.money_of(
            p_tenant_id, nullif(v_given -> 'price', 'null'), v_field || '/price'
        );

        update data.candidates
        set duration_minutes = v_terms.duration_minutes, price_minor = v_terms.price_minor
        where
            tenant_id = p_tenant_id
            and service_id = p_service_id
            and resource_id = v_terms.resource_id
            and position = 1;

        if not found then
            v_field := v_field || '/resource_id';
            v_problem := 'does not lead';
            raise check_violation;
        end if;
    end loop;
exception
    when check_violation or data_exception then
        raise exception using
            errcode = 'KV021',
            message = format('%s %s.', v_field, v_problem),
            column = v_field;
end;
$$;

comment on function private.set_lead_terms is 'Write the terms that leads have of their own.';

grant execute on function private.set_lead_terms to holdfast_api;
