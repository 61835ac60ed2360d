-- GET /v1/live
--
-- Owners and managers are told of every booking, staff of those they lead, as in GET /v1/bookings.
-- Staff whose booking moves to somebody else are told that it is gone. A platform admin who acts
-- for the business is an audience alone: their grant may end before their token.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.list_booking_changes(
    p_tenant_id uuid,
    p_last_event_id bigint default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_sees_all constant boolean := private.current_role_name() in ('owner', 'manager');
    v_own_ids constant uuid[] := array(
        select resource_id
        from data.resources
        where tenant_id = p_tenant_id and user_id = private.current_user_id()
    );
    v_audience constant text := case
        when private.current_claims() ? 'acting'
            then 'acting ' || (private.current_claims() ->> 'acting')
        when v_sees_all then 'managers'
        else private.current_user_id()::text
    end;
    v_until constant bigint := private.live_until(p_tenant_id, p_last_event_id);
    v_items jsonb;
begin
    perform private.require_staff();

    if v_until > p_last_event_id then
        -- Staff see no events. What they may know of them is said here.
        perform private.add_claims('{"role": "worker"}');

        select jsonb_agg(
            to_jsonb(row(
                e.sequence,
                case e.type when 'booking.vacated' then 'booking.rescheduled' else e.type end,
                jsonb_build_object(
                    'booking_id', e.subject_id,
                    'version', e.subject_version,
                    'occurred_at', private.utc(e.occurred_at),
                    'booking', case
                        when e.type <> 'booking.vacated' then private.booking_json(b)
                    end
                )
            )::api.live_event)
            order by e.sequence
        )
        into v_items
        from data.events as e
        join data.bookings as b on b.tenant_id = p_tenant_id and b.booking_id = e.subject_id
        where
            e.tenant_id = p_tenant_id
            and e.sequence > p_last_event_id
            and e.sequence <= v_until
            and starts_with(e.type, 'booking.')
            and case
                when e.type <> 'booking.vacated' then v_sees_all or b.resource_id = any(v_own_ids)
                else not v_sees_all and b.resource_id <> all(v_own_ids) and exists (
                    select
                    from jsonb_to_recordset(e.data -> 'occupied') as o (resource_id uuid)
                    where o.resource_id = any(v_own_ids)
                )
            end;
    end if;

    return private.live_page_json(p_tenant_id, v_audience, p_last_event_id, v_until, v_items);
end;
$$;

comment on function api.list_booking_changes is
    'What happens to bookings, as it happens: Server-Sent Events.

Each event is named as in the catalogue of events (`booking.confirmed`). Its data are a booking_change:
of the bookings you lead, or of all for owners and managers. Send the last `id` as `Last-Event-ID` or
last_event_id to go on where you were. The event `reset` says that too much has happened since: fetch
anew what you show. The stream ends with your access token: come again with the next one.

Answers live_page.';

alter function api.list_booking_changes owner to holdfast_api;
grant execute on function api.list_booking_changes to holdfast_web, holdfast_person;
