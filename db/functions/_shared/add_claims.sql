-- Adds to what is known of the caller, for the rest of this transaction: what a function has found
-- out and row security may rely on. Functions that only read do so too. SET LOCAL by EXECUTE, as in
-- private.begin_claims and for its reasons.

create function private.add_claims(p_more jsonb) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    execute format('set local request.claims = %L', private.current_claims() || p_more);
end;
$$;

comment on function private.add_claims is 'Add to the claims of this transaction.';

grant execute on function private.add_claims to holdfast_api;
