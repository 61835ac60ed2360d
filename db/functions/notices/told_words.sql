-- What a notice says, as things stand now: of its booking, with the token of what it opens (of the
-- entry on the waitlist, or of the booking; staff get none), and where a review is written.

create function private.told_words(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_words jsonb;
begin
    v_words := private.notice_words(p_delivery.tenant_id, private.notice_booking(p_delivery));

    return jsonb_strip_nulls(v_words || jsonb_build_object(
        'previously', p_delivery.data ->> 'previously',
        'more', nullif(jsonb_array_length(p_delivery.data -> 'bookings') - 1, 0),
        'entry_id', p_delivery.data ->> 'entry_id',
        'manage_token', case
            when p_delivery.data ->> 'recipient' = 'user' then null
            when p_delivery.data ? 'entry_id' then private.manage_token(
                p_delivery.tenant_id, (p_delivery.data ->> 'entry_id')::uuid
            )
            else v_words ->> 'manage_token'
        end,
        'review_url', case
            when p_delivery.kind = 'review_request'
                then (private.notification_settings_of(p_delivery.tenant_id)).review_url
        end
    ) || private.money_told(p_delivery) || private.document_told(p_delivery));
end;
$$;

comment on function private.told_words is 'What a notice says.';

grant execute on function private.told_words to holdfast_api;
