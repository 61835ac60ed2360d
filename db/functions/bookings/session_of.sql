-- The session that a booking would join: for a class, the same for everybody who books the same
-- service with the same lead at the same start, without asking anyone; null where visits are
-- never shared. A name-based UUID in the manner of RFC 9562, section 5.8 (version 8).

create function private.session_of(p_offer private.offer, p_starts_at timestamptz) returns uuid
    language sql immutable parallel safe
    return case
        when (p_offer).capacity > 1 then encode(
            set_byte(
                set_byte(
                    substr(sha256(
                        uuid_send((p_offer).service_id)
                        || uuid_send((p_offer).resource_id)
                        || int8send((extract(epoch from p_starts_at) * 1000000)::bigint)
                    ), 1, 16),
                    6, 128
                ),
                8, 128
            ), 'hex'
        )::uuid
    end;

comment on function private.session_of is 'The session of a class that begins at a moment.';

grant execute on function private.session_of to holdfast_api;
