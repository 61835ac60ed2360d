-- A delivery as it becomes by a result; null if that is not for this worker to say. That something
-- was delivered counts whoever says so. A failure counts only from whoever has the delivery still:
-- another may be at it.

create function private.as_told(
    p_delivery data.deliveries,
    p_worker_id uuid,
    p_result jsonb
) returns data.deliveries
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_outcome constant text := p_result ->> 'outcome';
begin
    if v_outcome = 'delivered' then
        return private.as_settled(p_delivery, 'delivered', null, p_result -> 'response');
    end if;

    if p_delivery.worker_id is distinct from p_worker_id then
        return null;
    end if;

    if v_outcome = 'gone' then
        return private.as_settled(
            p_delivery, 'dead', p_result ->> 'error', p_result -> 'response'
        );
    end if;

    return private.as_failed(
        p_delivery,
        p_result ->> 'error',
        (p_result ->> 'retry_after')::double precision,
        p_result -> 'response'
    );
end;
$$;

comment on function private.as_told is 'A delivery as it becomes by a result.';

grant execute on function private.as_told to holdfast_api;
