-- Adds the services of a preset: the parts of each, in order (the first leads), and which resources
-- can take a part. A lead may have terms of its own: longer, or dearer, than the service says.
--
-- Fails with  KV040  preset-invalid

create function private.add_preset_services(
    p_tenant_id uuid,
    p_resource_ids jsonb,
    p_document jsonb
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_ids jsonb := jsonb_build_object('tenant_id', p_tenant_id);
    v_service record;
    v_part record;
    v_candidate record;
    v_terms jsonb;
begin
    for v_service in
        select * from private.preset_items('document/services', p_document -> 'services')
    loop
        v_ids := v_ids || jsonb_build_object('service_id', uuidv7());

        perform private.add_preset_row(
            v_service.pointer, 'data.services', v_ids, v_service.item,
            array[
                'name', 'description', 'category', 'duration_minutes', 'buffer_before_minutes',
                'buffer_after_minutes', 'price_minor', 'deposit_minor', 'pay_online', 'capacity',
                'needs_acceptance', 'slot_minutes', 'notice_minutes', 'horizon_days',
                'max_per_day', 'is_public'
            ],
            '{requirements}'
        );

        for v_part in
            select * from private.preset_items(
                v_service.pointer || '/requirements', v_service.item -> 'requirements'
            )
        loop
            perform private.add_preset_row(
                v_part.pointer, 'data.requirements',
                v_ids || jsonb_build_object('position', v_part.nth),
                v_part.item,
                '{quantity}',
                '{resources,terms}'
            );

            v_terms := coalesce(v_part.item -> 'terms', '{}');
            perform private.require_preset_fields(
                v_part.pointer || '/terms', v_terms, array(select jsonb_object_keys(p_resource_ids))
            );

            for v_candidate in
                select c.*, c.item #>> '{}' as key
                from private.preset_items(
                    v_part.pointer || '/resources', v_part.item -> 'resources'
                ) as c
            loop
                perform private.add_preset_row(
                    v_candidate.pointer, 'data.candidates',
                    v_ids || jsonb_build_object(
                        'position', v_part.nth,
                        'resource_id', p_resource_ids -> v_candidate.key
                    ),
                    coalesce(v_terms -> v_candidate.key, '{}'),
                    '{duration_minutes,price_minor}'
                );
            end loop;
        end loop;
    end loop;

    -- What cannot be paid online in the currency of the business is paid on site.
    update data.services as s
    set pay_online = false
    from data.tenants as t
    where
        s.tenant_id = p_tenant_id
        and t.tenant_id = p_tenant_id
        and s.pay_online
        and private.least_online(t.currency) is null;
end;
$$;

comment on function private.add_preset_services is
    'Add the services of a preset: what each needs, and who can do it.';

grant execute on function private.add_preset_services to holdfast_api;
