-- A delivery that is not to be made as things stand, as it becomes by that: skipped, or due later,
-- or one that has failed.

create function private.put_aside(p_delivery data.deliveries, p_details jsonb)
returns data.deliveries
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries := p_delivery;
begin
    if p_details ? 'impossible' then
        return private.as_failed(p_delivery, p_details ->> 'impossible', null, null);
    end if;

    if p_details ? 'skipped' then
        return private.as_settled(
            p_delivery, 'skipped', p_details ->> 'skipped', p_delivery.response
        );
    end if;

    v_delivery.due_at := p_details ->> 'not_before';
    v_delivery.worker_id := null;
    v_delivery.attempts := p_delivery.attempts - 1;

    return v_delivery;
end;
$$;

comment on function private.put_aside is 'A delivery that is put off or skipped.';

grant execute on function private.put_aside to holdfast_api;
