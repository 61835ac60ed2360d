-- Spans of outside events as they are kept: [{"id": …, "starts_at": …, "ends_at": …}, …], what
-- lasts longer than a week in pieces. What is no span is left out, and what is said twice is one.

create function private.busy_pieces(p_spans jsonb)
returns table (external_id text, starts_at timestamptz, ends_at timestamptz)
    language sql stable
    set search_path = ''
as $$
    select s.id, piece.starts_at, max(least(piece.starts_at + interval '168 hours', s.ends_at))
    from jsonb_to_recordset(p_spans) as s (id text, starts_at timestamptz, ends_at timestamptz)
    cross join lateral generate_series(
        s.starts_at, s.ends_at - interval '1 microsecond', interval '168 hours'
    ) as piece (starts_at)
    where s.id is not null
    group by s.id, piece.starts_at;
$$;

comment on function private.busy_pieces is 'Spans of outside events, as they are kept.';

grant execute on function private.busy_pieces to holdfast_api;
