-- The one shape an invitation has outside the database.

create function private.invitation_json(p_invitation data.invitations) returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_invitation).invitation_id,
        (p_invitation).email,
        (p_invitation).name,
        (p_invitation).role,
        (p_invitation).location_id,
        case
            when (p_invitation).accepted_at is not null then 'accepted'
            when (p_invitation).revoked_at is not null then 'revoked'
            when (p_invitation).expires_at <= now() then 'expired'
            else 'open'
        end,
        (p_invitation).invited_by,
        private.utc((p_invitation).created_at),
        private.utc((p_invitation).expires_at),
        private.utc((p_invitation).accepted_at),
        private.utc((p_invitation).revoked_at)
    )::api.invitation);

comment on function private.invitation_json is 'An invitation as the business sees it.';

grant execute on function private.invitation_json to holdfast_api;
