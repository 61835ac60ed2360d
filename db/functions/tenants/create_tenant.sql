-- POST /v1/tenants
--
-- The business is pending: nobody sees it or books there until the link is followed that is sent to
-- whoever says they own it. No account is made before that and no password taken, so nobody can
-- have one ready at somebody else's address.
--
-- There is no tenant yet to keep the answer under an Idempotency-Key for: an id stands for the
-- applicant that is made of their e-mail address.
--
-- Fails with  KC080                      slug-taken
--             KC081                      too-many-applications
--             KL002                      too-many-attempts
--             KV003                      idempotency-mismatch
--             KV023                      currency-unknown
--             KV041                      slug-reserved
--             KV042                      part-invalid
--             directory_slug_key         slug-taken

create function api.create_tenant(
    p_tenant_id uuid,
    p_slug data.slug_wish,
    p_name data.short_text,
    p_preset data.preset_name,
    p_time_zone data.time_zone,
    p_currency data.currency_code,
    p_owner jsonb,
    p_location jsonb,
    p_locale data.locale_tag default 'en',
    p_country data.country_code default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_owner constant api.applicant := private.read_part(
        'owner', p_owner, null::api.applicant, '{name,email}'
    );
    v_location constant api.first_location := private.read_part(
        'location', p_location, null::api.first_location, '{name}'
    );
    v_email constant text := lower(v_owner.email);
    v_applicant_id constant uuid := private.applicant_id(v_email);
    v_claims constant jsonb := private.current_claims() || jsonb_build_object(
        'tenant_id', v_applicant_id, 'email', v_email
    );
    v_slug constant text := lower(p_slug);
    v_answer jsonb;
    v_tenant data.tenants;
begin
    perform private.begin_claims(v_claims, false);
    v_answer := private.replay(v_applicant_id, 'applicant');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.take_slug(v_slug);
    perform private.require_few_applications(v_email);
    perform private.throttle_post(v_email);

    v_tenant.tenant_id := private.open_tenant(
        v_slug, p_name, p_preset,
        private.preset_document(p_preset, p_locale, p_currency),
        p_time_zone, p_currency, p_locale,
        jsonb_strip_nulls(to_jsonb(v_location)),
        p_country,
        now() + interval '7 days'
    );

    select * into strict v_tenant from data.tenants where tenant_id = v_tenant.tenant_id;

    perform private.send_application(
        v_tenant, v_email, jsonb_build_object('name', v_owner.name)
    );

    v_answer := private.settings_json(v_tenant);
    perform private.begin_claims(v_claims, false);

    return private.remember(v_applicant_id, 'applicant', v_answer);
end;
$$;

comment on function api.create_tenant is
    'Apply to open a business.

It starts with what its preset has, in the language of its locale, and with the prices of its
currency in round figures. Whoever owns it gets an e-mail with a link that is good for seven days.
Until that is followed the business is pending: not listed, and not to be booked.

Answers settings.';

alter function api.create_tenant owner to holdfast_api;
grant execute on function api.create_tenant to holdfast_web, holdfast_person;
