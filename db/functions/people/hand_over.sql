-- Moves every booking to come in these calendars to another resource, each at its time and as it
-- was agreed, by the same private.take_slot as whoever moves one. All of them or none. Returns
-- their ids.
--
-- What they leave is nobody's to book: whoever calls this gives up the calendars.
--
-- Fails with  KC066  bookings-do-not-fit (with up to 50 of them)
--             KN005  resource-not-found

create function private.hand_over(
    p_tenant_id uuid,
    p_leaving_ids uuid[],
    p_resource_id uuid
) returns uuid[]
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_bookings data.bookings[];
    v_booking data.bookings;
    v_offers private.offer[];
    v_reasons jsonb;
    v_unfit jsonb := '[]';
begin
    perform private.require_resource(p_tenant_id, p_resource_id, false);
    v_bookings := private.lock_to_hand_over(p_tenant_id, p_leaving_ids, p_resource_id);

    -- From here on they are taken for no part in any visit.
    update data.resources
    set left_at = now()
    where tenant_id = p_tenant_id and resource_id = any(p_leaving_ids);

    foreach v_booking in array v_bookings loop
        v_booking := private.moved_to(v_booking, v_booking.starts_at);
        v_offers := private.offers_to_hand_over(v_booking, p_leaving_ids, p_resource_id);
        v_reasons := case
            when v_offers = '{}' then '[{"code": "not-offered", "starts_at": null, "ends_at": null}]'
            else private.book_occurrence(v_booking, v_offers, false) -> 'reasons'
        end;

        if v_reasons <> '[]' then
            v_unfit := v_unfit || jsonb_build_object(
                'id', v_booking.booking_id,
                'starts_at', private.utc(v_booking.starts_at),
                'resource_id', v_booking.resource_id,
                'reasons', v_reasons
            );
        end if;
    end loop;

    if v_unfit <> '[]' then
        raise exception using
            errcode = 'KC066',
            message = format(
                'Bookings do not fit there: %s. Nothing was moved.', jsonb_array_length(v_unfit)
            ),
            detail = jsonb_build_object(
                'bookings', jsonb_path_query_array(v_unfit, '$[0 to 49]')
            );
    end if;

    return array(select (b).booking_id from unnest(v_bookings) as b);
end;
$$;

comment on function private.hand_over is 'Move all that is to come to another resource.';

grant execute on function private.hand_over to holdfast_api;
