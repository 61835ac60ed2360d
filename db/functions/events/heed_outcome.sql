-- What the outcome of a delivery means for who it was delivered to.

create function private.heed_outcome(p_delivery data.deliveries, p_outcome text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_delivery.channel = 'webhook' then
        perform private.heed_webhook(p_delivery, p_outcome);
    end if;
end;
$$;

comment on function private.heed_outcome is 'Heed what became of a delivery.';

grant execute on function private.heed_outcome to holdfast_api;
