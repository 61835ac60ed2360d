-- Adds to deliveries of one business, which a worker has just taken, what it needs to make them.
-- Returns those that are to be made; the others are skipped, put off or given up here.

create function private.prepare_deliveries(p_taken data.deliveries[]) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries;
    v_details jsonb;
    v_ready jsonb[] := '{}';
    v_aside data.deliveries[] := '{}';
    v_messages integer := 0;
begin
    foreach v_delivery in array p_taken loop
        v_details := private.details_or_error(v_delivery);

        if not v_details ?| '{skipped,not_before,impossible}' then
            v_details := coalesce(
                private.over_message_limit(v_delivery, p_taken, v_messages), v_details
            );
        end if;

        if not v_details ?| '{skipped,not_before,impossible}' then
            v_messages := v_messages + private.is_limited_message(v_delivery)::integer;
            v_ready := v_ready || private.delivery_json(v_delivery, v_details);
        else
            v_aside := v_aside || private.put_aside(v_delivery, v_details);
        end if;
    end loop;

    if v_aside <> '{}' then
        perform private.write_deliveries(v_aside);
    end if;

    return to_jsonb(v_ready);
end;
$$;

comment on function private.prepare_deliveries is 'Make deliveries ready for who makes them.';

grant execute on function private.prepare_deliveries to holdfast_api;
