-- POST /v1/me/bookings
--
-- As the person of the account, whose name and address it has; the business need not know them yet.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified
--             KN001  tenant-not-found
--             and what api.create_booking says: KF002, KN002, KN005, KN006, KV003,
--             KL001, KV015, KC001, KC120, KC170, KC171, KC175, KN170, KN173, KV170

create function api.create_my_booking(
    p_tenant_id uuid,
    p_tenant data.slug,
    p_service_id uuid,
    p_starts_at data.instant,
    p_resource_id uuid default null,
    p_location_id uuid default null,
    p_party_size data.seat_count default 1,
    p_phone data.phone_number default null,
    p_note data.long_text default null,
    p_locale data.locale_tag default null,
    p_phone_e164 data.phone_e164 default null,
    p_gift_card_code text default null,
    p_use_package boolean default null,
    p_use_credit boolean default false,
    p_reward_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_person constant jsonb := jsonb_build_object(
        'email', private.verified_email(), 'name', private.own_name(), 'phone', p_phone
    );
    v_locale constant text := coalesce(
        p_locale, (select locale from data.users where user_id = private.current_user_id())
    );
    v_business private.my_business;
begin
    v_business.tenant_id := private.enter_business(v_claims, p_tenant);
    perform private.add_claims(jsonb_build_object('account_email', v_person -> 'email'));

    select slug, name
    into v_business.slug, v_business.name
    from data.directory
    where tenant_id = v_business.tenant_id;

    return private.as_mine(
        api.create_booking(
            p_tenant_id => v_business.tenant_id,
            p_service_id => p_service_id,
            p_starts_at => p_starts_at,
            p_customer => v_person,
            p_resource_id => p_resource_id,
            p_location_id => p_location_id,
            p_party_size => p_party_size,
            p_note => p_note,
            p_locale => v_locale,
            p_phone_e164 => p_phone_e164,
            p_gift_card_code => p_gift_card_code,
            p_use_package => p_use_package,
            p_use_credit => p_use_credit,
            p_reward_id => p_reward_id
        ),
        v_business
    );
end;
$$;

comment on function api.create_my_booking is
    'Book a service for yourself, in any business.

The name and the e-mail address are those of your account, as is the language if none is said.

Answers my_booking.';

alter function api.create_my_booking owner to holdfast_api;
grant execute on function api.create_my_booking to holdfast_web, holdfast_person;
