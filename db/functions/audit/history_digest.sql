-- What the chain says of a row: everything in it but what sealing and erasing write, and for what
-- is personal its digest. As one JSON array, so that no two rows read the same.

create function private.history_digest(p_row data.history) returns bytea
    language sql stable parallel safe
    return sha256(
        convert_to(jsonb_build_array(
            (p_row).tenant_id,
            (p_row).history_id,
            extract(epoch from (p_row).at),
            (p_row).actor_id,
            (p_row).actor_role,
            (p_row).actor_name,
            (p_row).request_id,
            (p_row).table_name,
            (p_row).subject_id,
            (p_row).operation,
            (p_row).before,
            (p_row).after
        )::text, 'UTF8')
        || coalesce((p_row).personal_digest, '')
    );

comment on function private.history_digest is 'SHA-256 of a row of the history.';

grant execute on function private.history_digest to holdfast_historian;
