-- Says why a slot was not reserved, with what explain says about it. Always raises.
--
-- Fails with  KC001  slot-taken (with alternatives)
--             KV010  too-soon
--             KV011  too-far-ahead
--             KV012  outside-hours
--             KV013  limit-reached
--             KV014  party-too-large

create function private.refuse_slot(
    p_booking data.bookings,
    p_offers private.offer[],
    p_earliest timestamptz,
    p_latest timestamptz,
    p_as_customer boolean
) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_reasons constant jsonb := private.reasons_against(
        p_booking, p_offers, p_earliest, p_latest, p_as_customer
    );
    v_codes constant text[] := array(
        select r.reason ->> 'code' from jsonb_array_elements(v_reasons) as r (reason)
    );
    v_detail constant jsonb := jsonb_build_object('reasons', v_reasons);
begin
    case
        when 'notice' = any(v_codes) then
            raise exception using
                errcode = 'KV010',
                message = 'That is too soon: it can be booked from '
                || private.utc(p_earliest) || ' on.',
                column = 'starts_at',
                detail = v_detail;
        when 'horizon' = any(v_codes) then
            raise exception using
                errcode = 'KV011',
                message = 'That is too far ahead: it can be booked until '
                || private.utc(p_latest) || '.',
                column = 'starts_at',
                detail = v_detail;
        when v_codes && '{closed,time-off,outside-shift,off-grid}' then
            raise exception using
                errcode = 'KV012',
                message = case
                    when v_codes <@ '{off-grid,limit}' then 'That is not one of the times on offer.'
                    else 'Nobody who does this works then.'
                end,
                column = 'starts_at',
                detail = v_detail;
        when 'limit' = any(v_codes) then
            raise exception using
                errcode = 'KV013',
                message = 'That day takes no more bookings.',
                column = 'starts_at',
                detail = v_detail;
        when 'capacity' = any(v_codes) and p_booking.party_size > coalesce(
            (select max(case when (o).capacity > 1 then (o).capacity else (o).max_party_size end)
             from unnest(p_offers) as o),
            p_booking.party_size
        ) then
            raise exception using
                errcode = 'KV014',
                message = 'There is no room for a party of that size.',
                column = 'party_size',
                detail = v_detail;
        else
            raise exception using
                errcode = 'KC001',
                message = 'That time is already taken.',
                column = 'starts_at',
                detail = v_detail || jsonb_build_object(
                    'alternatives',
                    private.nearest_slots(p_booking, p_offers, p_earliest, p_latest)
                );
    end case;
end;
$$;

comment on function private.refuse_slot is 'Say why a slot was not reserved.';

grant execute on function private.refuse_slot to holdfast_api;
