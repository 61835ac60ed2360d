-- Makes the reminders and requests for reviews of a business that are due by a moment, each once,
-- and says when there are more. Two who do it at once do it one after the other.

create function private.follow_up(p_tenant_id uuid, p_until timestamptz) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_settings data.notification_settings;
    v_reminded_until timestamptz;
begin
    select reminded_until
    into v_reminded_until
    from data.follow_ups
    where tenant_id = p_tenant_id
    for no key update;

    v_settings := private.notification_settings_of(p_tenant_id);

    perform private.queue_deliveries(
        p_tenant_id,
        array(select w from private.wanted_reminders(v_settings, v_reminded_until, p_until) as w)
        || array(select w from private.take_reviews(v_settings, p_until) as w)
    );

    update data.follow_ups
    set
        reminded_until = greatest(reminded_until, p_until),
        due_at = private.next_follow_up(v_settings, p_until)
    where tenant_id = p_tenant_id;
end;
$$;

comment on function private.follow_up is 'Make the reminders and requests that are due.';

grant execute on function private.follow_up to holdfast_api;
