-- Working spans, with what a search needs to know of their neighbours. Spans that touch or overlap
-- are one stretch of work: a visit may cross from one into the next. Each moment belongs to the
-- first span that covers it (from opens_at on), so that it lies on one grid only: the one anchored
-- at that span's anchor.

create function private.working_stretches(
    p_tenant_id uuid,
    p_resource_ids uuid[],
    p_from date,
    p_until date
)
returns table (
    resource_id uuid,
    anchor timestamptz,
    opens_at timestamptz,
    closes_at timestamptz,
    stretch_ends_at timestamptz
)
    language sql stable parallel safe
begin atomic
    with spans as (
        select
            w.resource_id,
            w.starts_at,
            w.ends_at,
            max(w.ends_at) over (
                partition by w.resource_id
                order by w.starts_at, w.ends_at
                rows between unbounded preceding and 1 preceding
            ) as covered_until
        from private.working_spans(p_tenant_id, p_resource_ids, p_from, p_until) as w
    ),

    stretches as (
        select
            s.*,
            count(*) filter (where s.covered_until is null or s.covered_until < s.starts_at)
                over (partition by s.resource_id order by s.starts_at, s.ends_at) as stretch
        from spans as s
    )

    select
        t.resource_id,
        t.starts_at,
        greatest(t.starts_at, t.covered_until),
        t.ends_at,
        max(t.ends_at) over (partition by t.resource_id, t.stretch)
    from stretches as t;
end;

comment on function private.working_stretches is
    'Working spans with their grid, and the end of the stretch of work that each is part of.';

grant execute on function private.working_stretches to holdfast_api;
