-- A dispute in the ledger: what the bank took is to be decided, then lost, or with Stripe again.
-- Each step moves what is not where it should be by now, so that those that nobody has told of are
-- made up for, and it may turn out to be about more. What is lost of money that is held still is no
-- loss, but given back. What Stripe takes for it are movements on the balance (private.post_fees).

create function private.post_dispute(p_payment data.payments, p_dispute data.disputes) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_tenant_id constant uuid := p_dispute.tenant_id;
    v_id constant uuid := p_dispute.dispute_id;
    v_booking data.bookings;
    v_is_new boolean;
begin
    if not p_dispute.is_withdrawn then
        return;
    end if;

    perform private.post_dispute_step(
        p_payment, p_dispute, 'withdrawn', 'disputed', 'stripe_balance',
        p_dispute.amount_minor - coalesce((
            select sum(p.amount_minor)::bigint
            from data.journals as j
            join data.postings as p on p.tenant_id = v_tenant_id and p.journal_id = j.journal_id
            where
                j.tenant_id = v_tenant_id
                and j.object_id = v_id
                and j.kind = 'dispute.withdrawn'
                and p.amount_minor > 0
        ), 0),
        p_dispute.opened_at
    );

    -- A bank that thought again: what was lost is to be decided once more.
    if p_dispute.status = 'won' then
        perform private.post_dispute_step(
            p_payment, p_dispute, 'reopened', 'disputed', a.kind,
            private.moved_by(v_tenant_id, v_id, a.kind), p_dispute.closed_at
        )
        from (values ('deposits'), ('disputes_lost')) as a (kind);
    end if;

    if p_dispute.status not in ('lost', 'won') then
        return;
    end if;

    v_is_new := private.post_dispute_step(
        p_payment, p_dispute, p_dispute.status,
        case p_dispute.status when 'lost' then 'disputes_lost' else 'stripe_balance' end,
        'disputed',
        private.moved_by(v_tenant_id, v_id, 'disputed'), p_dispute.closed_at
    );

    select *
    into v_booking
    from data.bookings
    where tenant_id = v_tenant_id and booking_id = p_payment.booking_id;

    if v_is_new and p_dispute.status = 'lost' then
        perform private.return_losses(p_payment, v_booking, p_dispute.amount_minor);
    elsif v_is_new then
        perform private.settle_held(v_booking, 'dispute.kept', v_booking.booking_id);
    end if;
end;
$$;

comment on function private.post_dispute is 'Write a dispute into the ledger.';

grant execute on function private.post_dispute to holdfast_api;
