-- So much less goes back by a refund, as the lines that put it where it was taken from.

create function private.untaken_lines(
    p_refund data.refunds,
    p_booking data.bookings,
    p_base_minor bigint,
    p_tip_minor bigint
) returns private.ledger_line[]
    language sql stable
    set search_path = ''
as $$
    with taken as (
        select
            a.kind,
            a.subject_id,
            sum(p.amount_minor) as amount_minor,
            -- The tip first, where it is apart.
            array_position('{deposits,tips,receivable,fees}', a.kind) as turn
        from data.journals as j
        join data.postings as p
            on p.tenant_id = (p_refund).tenant_id and p.journal_id = j.journal_id
        join data.ledger_accounts as a
            on a.tenant_id = (p_refund).tenant_id and a.account_id = p.account_id
        where
            j.tenant_id = (p_refund).tenant_id
            and j.object_id = (p_refund).refund_id
            and j.kind in ('refund.requested', 'refund.reduced')
            and a.kind in ('deposits', 'tips', 'receivable', 'fees')
        group by a.kind, a.subject_id
    ),

    shared as (
        select
            t.kind,
            t.subject_id,
            t.amount_minor,
            coalesce(sum(t.amount_minor) over (
                order by t.turn rows between unbounded preceding and 1 preceding
            ), 0) as before
        from (
            select
                s.kind,
                s.subject_id,
                s.turn,
                case when s.kind = 'tips' then least(s.amount_minor, p_tip_minor)
                    else s.amount_minor
                end as amount_minor
            from taken as s
        ) as t
    )

    select coalesce(array_agg(private.line_of(
        p_booking,
        s.kind,
        -greatest(0, least(
            s.amount_minor, p_base_minor + p_tip_minor - s.before
        ))::bigint,
        s.subject_id
    )), '{}')
    from shared as s;
$$;

comment on function private.untaken_lines is
    'So much less goes back, as the lines that put it where it was taken from.';

grant execute on function private.untaken_lines to holdfast_api;
