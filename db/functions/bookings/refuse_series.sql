-- Refuses a series of which too little could be had, with what was in the way. Always raises.
--
-- Fails with  KC040  series-conflict

create function private.refuse_series(p_occurrences jsonb) returns void
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_conflicts constant jsonb := private.conflicts_of(p_occurrences);
begin
    raise exception using
        errcode = 'KC040',
        message = format(
            '%s of %s times cannot be had.',
            jsonb_array_length(v_conflicts), jsonb_array_length(p_occurrences)
        ),
        detail = jsonb_build_object('conflicts', v_conflicts);
end;
$$;

comment on function private.refuse_series is 'Say why a series cannot be had.';

grant execute on function private.refuse_series to holdfast_api;
