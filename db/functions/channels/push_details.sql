-- What is needed to tell the browsers of somebody, as things stand now: those which have not been
-- told at an attempt before. {"skipped": why} if there is nothing to tell, or there is none.

create function private.push_details(p_delivery data.deliveries) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_recipient_id constant uuid := (p_delivery.data ->> 'recipient_id')::uuid;
    v_told constant jsonb := coalesce(p_delivery.response -> 'told', '[]');
    v_whose data.push_subscriptions;
    v_words jsonb;
    v_locale text;
    v_browsers jsonb;
begin
    if p_delivery.data ->> 'recipient' = 'user' then
        perform private.see_users(array[v_recipient_id]);
        v_locale := (select locale from data.users where user_id = v_recipient_id);
        v_whose.user_id := v_recipient_id;
    else
        v_whose.customer_id := (select customer_id from private.told_customer(p_delivery));
    end if;

    select jsonb_agg(jsonb_build_object(
        'id', s.subscription_id,
        'endpoint', s.endpoint,
        'p256dh', s.p256dh,
        'auth', s.auth
    ) order by s.subscription_id)
    into v_browsers
    from data.push_subscriptions as s
    where
        s.tenant_id = p_delivery.tenant_id
        and (s.user_id = v_whose.user_id or s.customer_id = v_whose.customer_id)
        and coalesce(s.booking_id = private.notice_booking(p_delivery), true)
        and not v_told ? s.subscription_id::text;

    if v_browsers is null then
        return private.skipped('No browser of theirs has subscribed.');
    end if;

    v_words := private.told_words(p_delivery);

    if v_words is null then
        return private.skipped('It is not true any more.');
    end if;

    return jsonb_build_object(
        'subscriptions', v_browsers,
        'told', v_told,
        'locale', case
            when v_whose.user_id is null then v_words ->> 'locale'
            else coalesce(v_locale, v_words ->> 'tenant_locale')
        end,
        'words', v_words
    );
end;
$$;

comment on function private.push_details is 'What is needed to tell the browsers of somebody.';

grant execute on function private.push_details to holdfast_api;
