-- Adds the resources of a preset, and when they work: the hours under their key, else those under
-- "*". Returns their ids by key, which is how the services of the preset name them.
--
-- Fails with  KV040  preset-invalid

create function private.add_preset_resources(
    p_tenant_id uuid,
    p_location_id uuid,
    p_document jsonb
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_hours constant jsonb := coalesce(p_document -> 'hours', '{}');
    v_ids jsonb := '{}';
    v_key text;
    v_hours_of text;
    v_resource record;
    v_span record;
begin
    for v_resource in
        select * from private.preset_items('document/resources', p_document -> 'resources')
    loop
        v_key := v_resource.item ->> 'key';

        if v_key is null or v_ids ? v_key then
            raise exception using
                errcode = 'KV040',
                message = v_resource.pointer || ' has no key of its own.',
                column = v_resource.pointer || '/key';
        end if;

        v_ids := v_ids || jsonb_build_object(v_key, uuidv7());

        perform private.add_preset_row(
            v_resource.pointer, 'data.resources',
            jsonb_build_object(
                'tenant_id', p_tenant_id,
                'location_id', p_location_id,
                'resource_id', v_ids -> v_key
            ),
            v_resource.item,
            '{kind,name,description,seats,max_party_size,max_per_day,always_open,is_public}',
            '{key}'
        );

        continue when (v_resource.item ->> 'always_open')::boolean;

        v_hours_of := case when v_hours ? v_key then v_key else '*' end;

        for v_span in
            select * from private.preset_items(
                'document/hours/' || v_hours_of, v_hours -> v_hours_of
            )
        loop
            perform private.add_preset_row(
                v_span.pointer, 'data.hours',
                jsonb_build_object(
                    'tenant_id', p_tenant_id,
                    'resource_id', v_ids -> v_key,
                    'weekday', v_span.item -> 0,
                    'opens_at', v_span.item -> 1,
                    'closes_at', v_span.item -> 2
                ),
                jsonb_strip_nulls(jsonb_build_object('more', v_span.item -> 3)),
                '{}'
            );
        end loop;
    end loop;

    perform private.require_preset_fields(
        'document/hours', v_hours, array(select jsonb_object_keys(v_ids)) || '*'::text
    );

    return v_ids;
end;
$$;

comment on function private.add_preset_resources is
    'Add the resources of a preset and their hours; their ids by key.';

grant execute on function private.add_preset_resources to holdfast_api;
