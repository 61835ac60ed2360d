-- The one shape a consent has outside the database.

create function private.consent_json(p_consent data.consents) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_consent).consent_id,
        (p_consent).purpose,
        (p_consent).wording,
        (p_consent).locale,
        (p_consent).source,
        (p_consent).booking_id,
        (p_consent).recorded_by,
        private.utc((p_consent).given_at),
        private.utc((p_consent).withdrawn_at)
    )::api.consent);

comment on function private.consent_json is 'A consent as clients see it.';

grant execute on function private.consent_json to holdfast_api;
