-- What a short notice says, with the token of what it opens: of the entry on the waitlist, or of
-- the booking; to staff without one. Null if it is not true any more.

create function private.short_words(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_words jsonb;
begin
    if private.notice_stands(p_delivery) is not true then
        return null;
    end if;

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
        end
    ));
end;
$$;

comment on function private.short_words is 'What a short notice says.';

grant execute on function private.short_words to holdfast_api;
