-- A delivery as it is after a failed attempt: tried again later, or dead after the last one.
-- p_retry_after is what the other side asked for, in seconds; a day is the most it gets.

create function private.as_failed(
    p_delivery data.deliveries,
    p_error text,
    p_retry_after double precision,
    p_response jsonb
) returns data.deliveries
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_delivery data.deliveries := p_delivery;
begin
    if p_delivery.attempts >= private.most_attempts() then
        return private.as_settled(p_delivery, 'dead', p_error, p_response);
    end if;

    v_delivery.due_at := now() + greatest(
        private.retry_delay(p_delivery.attempts),
        make_interval(secs => least(coalesce(p_retry_after, 0), 86400))
    );
    v_delivery.worker_id := null;
    v_delivery.last_error := left(p_error, 500);
    v_delivery.response := p_response;

    return v_delivery;
end;
$$;

comment on function private.as_failed is 'A delivery whose attempt has failed.';

grant execute on function private.as_failed to holdfast_api;
