-- What the ledger and Stripe do not agree on at one business: of each thing that moved money with
-- Stripe, what it moved by the postings on stripe_balance and by Stripe's own account, wherever one
-- has what the other has not.

create function private.differences(p_tenant_id uuid)
returns table (only_in text, object_id uuid, currency text, amount_minor bigint)
    language sql stable
    set search_path = ''
as $$
    with ledger as (
        select l.object_id, l.currency, sum(l.amount_minor)::bigint as amount_minor
        from private.ledger_movements(p_tenant_id) as l
        group by l.object_id, l.currency
        having sum(l.amount_minor) <> 0
    ),

    stripe as (
        select s.object_id, s.currency, sum(s.amount_minor)::bigint as amount_minor
        from private.stripe_movements(p_tenant_id) as s
        group by s.object_id, s.currency
        having sum(s.amount_minor) <> 0
    ),

    unknown_to_stripe as (
        select l.object_id, l.currency, l.amount_minor
        from ledger as l
        except
        select s.object_id, s.currency, s.amount_minor
        from stripe as s
    ),

    unknown_to_ledger as (
        select s.object_id, s.currency, s.amount_minor
        from stripe as s
        except
        select l.object_id, l.currency, l.amount_minor
        from ledger as l
    )

    select 'ledger', u.object_id, u.currency, u.amount_minor
    from unknown_to_stripe as u
    union all
    select 'stripe', u.object_id, u.currency, u.amount_minor
    from unknown_to_ledger as u;
$$;

comment on function private.differences is
    'What the ledger and Stripe do not agree on at one business.';

grant execute on function private.differences to holdfast_api, holdfast_reader;
