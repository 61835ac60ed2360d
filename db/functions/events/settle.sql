-- What a result means for its delivery, and for who it was delivered to (private.heed_outcome).

create function private.settle(p_delivery data.deliveries, p_worker_id uuid, p_result jsonb)
returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_outcome constant text := p_result ->> 'outcome';
begin
    if v_outcome = 'delivered' then
        perform private.settle_delivery(p_delivery, 'delivered', null, p_result -> 'response');
    elsif p_delivery.worker_id is distinct from p_worker_id then
        return;
    elsif v_outcome = 'gone' then
        perform private.settle_delivery(
            p_delivery, 'dead', p_result ->> 'error', p_result -> 'response'
        );
    else
        perform private.retry_or_bury(
            p_delivery, p_result ->> 'error', (p_result ->> 'retry_after')::integer,
            p_result -> 'response'
        );
    end if;

    perform private.heed_outcome(p_delivery, v_outcome);
end;
$$;

comment on function private.settle is 'Do with a delivery what its result says.';

grant execute on function private.settle to holdfast_api;
