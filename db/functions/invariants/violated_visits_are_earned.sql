-- What a visit that is over has brought in is what it costs, less what was given back after it; and
-- what of that is not paid is owed. What was taken off as a discount is neither.

create function private.violated_visits_are_earned()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select
        b.tenant_id,
        b.booking_id,
        format(
            'it costs %s, of which %s were given back; %s are earned, %s paid, %s lost, %s owed',
            v.total, v.back, v.earned, v.paid, v.lost, v.owed
        )
    from data.bookings as b
    cross join lateral (
        select
            private.total_of(b) as total,
            -private.moved_for(b, 'revenue') - private.moved_for(b, 'tax') as earned,
            private.paid_for(b) as paid,
            -- What the bank took after it was earned: of the price, before the tip.
            (
                select coalesce(sum(greatest(0, least(
                    p.amount_minor - p.tip_minor - private.refunded_of(p)
                    + private.tip_refunded_of(p),
                    private.moved_by(d.tenant_id, d.dispute_id, 'disputes_lost')
                ))), 0)
                from data.disputes as d
                join data.payments as p
                    on p.tenant_id = b.tenant_id and p.payment_id = d.payment_id
                where d.tenant_id = b.tenant_id and d.booking_id = b.booking_id
                and p.part <> 'fee'
            )::bigint as lost,
            private.moved_for(b, 'receivable') as owed,
            private.moved_for(b, 'discounts') as discount,
            coalesce((
                select sum(p.amount_minor)
                from data.postings as p
                join data.journals as j
                    on
                        j.tenant_id = b.tenant_id
                        and j.journal_id = p.journal_id
                        and j.kind in ('refund.reversed', 'refund.failed')
                join data.ledger_accounts as a
                    on
                        a.tenant_id = b.tenant_id
                        and a.account_id = p.account_id
                        and a.kind in ('revenue', 'tax')
                where p.tenant_id = b.tenant_id and p.booking_id = b.booking_id
            ), 0)::bigint as back
    ) as v
    where
        b.status = 'completed'
        and b.price_minor > 0
        and (v.earned + v.back <> v.total or v.owed + v.paid + v.lost + v.discount <> v.earned);
$$;

comment on function private.violated_visits_are_earned is
    'A visit that is over has brought in what it costs, less refunds; what is not paid is owed.';

grant execute on function private.violated_visits_are_earned to holdfast_reader;
