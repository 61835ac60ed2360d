-- Writes down what is to be delivered of the events of one business with these numbers, and in
-- which queues there is something now. What a worker that is there (p_taker) has of it at once is
-- returned.

create function private.fan_out(
    p_tenant_id uuid,
    p_first bigint,
    p_last bigint,
    p_taker private.taker
) returns data.deliveries[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_taken constant data.deliveries[] := private.queue_deliveries(
        p_tenant_id,
        array(
            select w
            from private.wanted_deliveries(p_tenant_id, p_first, p_last) as w
        ),
        p_taker
    );
begin
    perform private.heed_follow_ups(p_tenant_id, p_first, p_last);

    return v_taken;
end;
$$;

comment on function private.fan_out is 'Write down what is to be delivered of some events.';

grant execute on function private.fan_out to holdfast_api;
