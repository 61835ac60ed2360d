-- What a customer wants to be told, of one booking or of any: they say it topic by topic. Nobody
-- merges them into another meanwhile.
--
-- Fails with  what private.choose_for_customer says: KC550, KV550

create function private.choose_notifications(
    p_mute data.customer_mutes,
    p_bookings jsonb,
    p_reminders jsonb,
    p_reviews jsonb
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.choose_for_customer(p_mute, 'bookings', p_bookings);
    perform private.choose_for_customer(p_mute, 'reminders', p_reminders);
    perform private.choose_for_customer(p_mute, 'reviews', p_reviews);

    return private.customer_choice(p_mute.tenant_id, p_mute.customer_id, p_mute.booking_id);
end;
$$;

comment on function private.choose_notifications is 'What a customer wants to be told.';

grant execute on function private.choose_notifications to holdfast_api;
