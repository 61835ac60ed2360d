-- Who this transaction acts for, as one JSON document; {} when nobody has said.
--
-- The body is SQL-standard, so its names were resolved when it was created: it needs no
-- search_path of its own, and stays inlinable. A setting once set reads back as '' and not null.

create function private.current_claims() returns jsonb
    language sql stable parallel safe
    return coalesce(nullif(current_setting('request.claims', true), ''), '{}')::jsonb;

comment on function private.current_claims is
    'The claims of the current request, read from the request.claims setting.';

grant execute on function private.current_claims to
    holdfast_api, holdfast_reader, holdfast_historian, holdfast_relay, holdfast_sweeper;
