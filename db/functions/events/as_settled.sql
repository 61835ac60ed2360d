-- A delivery as it is when it has come to an end.

create function private.as_settled(
    p_delivery data.deliveries,
    p_status text,
    p_error text,
    p_response jsonb
) returns data.deliveries
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_delivery data.deliveries := p_delivery;
begin
    v_delivery.status := p_status;
    v_delivery.settled_at := now();
    v_delivery.worker_id := null;
    v_delivery.last_error := left(p_error, 500);
    v_delivery.response := p_response;

    return v_delivery;
end;
$$;

comment on function private.as_settled is 'A delivery that has come to an end.';

grant execute on function private.as_settled to holdfast_api;
