-- What is posted to a webhook, where to, and what it is signed with: all secrets that are good now,
-- encrypted. {"skipped": why} if there is nobody to tell any more. A ping goes to one that is
-- disabled as well.
--
-- The body is the same at every attempt: nothing in it depends on when it is sent.

create function private.webhook_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_endpoint data.endpoints;
    v_event data.events;
begin
    select *
    into v_endpoint
    from data.endpoints
    where tenant_id = p_delivery.tenant_id and endpoint_id = p_delivery.target_id;

    if not found then
        return private.skipped('The webhook was deleted.');
    end if;

    if v_endpoint.disabled_at is not null and p_delivery.kind <> 'webhook.ping' then
        return private.skipped('The webhook is disabled.');
    end if;

    select *
    into v_event
    from data.events
    where tenant_id = p_delivery.tenant_id and event_id = p_delivery.event_id;

    return jsonb_build_object(
        'url', v_endpoint.url,
        'secrets', array_remove(array[
            v_endpoint.secret,
            case
                when v_endpoint.previous_secret_until > now() then v_endpoint.previous_secret
            end
        ], null),
        'webhook_id', private.webhook_message_id(p_delivery),
        'body', jsonb_build_object(
            'type', p_delivery.kind,
            'timestamp', private.utc(coalesce(v_event.occurred_at, p_delivery.created_at)),
            'data', coalesce(v_event.data, '{}') || jsonb_build_object(
                'id', private.webhook_message_id(p_delivery),
                'sequence', v_event.sequence,
                'subject_id', coalesce(v_event.subject_id, p_delivery.target_id),
                'version', v_event.subject_version,
                'tenant', p_delivery.tenant_id
            )
        )
    );
end;
$$;

comment on function private.webhook_details is 'What is posted to a webhook, and where to.';

grant execute on function private.webhook_details to holdfast_api;
