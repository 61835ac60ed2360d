-- A dispute in the ledger: what the bank took is to be decided, then lost, or with Stripe again.
-- Each step is posted once, and those that nobody has told of with the one that follows from them.

create function private.post_dispute(
    p_payment data.payments, p_dispute data.disputes, p_is_withdrawn boolean
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if p_is_withdrawn then
        perform private.post_journal(
            p_dispute.tenant_id,
            'dispute.withdrawn',
            p_dispute.dispute_id,
            array[
                private.line_about(p_payment, 'disputed', p_dispute.amount_minor),
                private.line_about(p_payment, 'stripe_balance', -p_dispute.amount_minor)
            ],
            p_dispute.opened_at
        );
        perform private.post_journal(
            p_dispute.tenant_id,
            'dispute.fee',
            p_dispute.dispute_id,
            array[
                private.line_about(p_payment, 'stripe_fees', p_dispute.fee_minor),
                private.line_about(p_payment, 'stripe_balance', -p_dispute.fee_minor)
            ],
            p_dispute.opened_at
        );
    end if;

    if p_is_withdrawn and p_dispute.status in ('lost', 'won') then
        -- A bank that thought again: what was lost is to be decided once more.
        if p_dispute.status = 'won' and exists (
            select
            from data.journals
            where
                tenant_id = p_dispute.tenant_id
                and cause = 'dispute.lost:' || p_dispute.dispute_id
        ) then
            perform private.post_journal(
                p_dispute.tenant_id,
                'dispute.reopened',
                p_dispute.dispute_id,
                array[
                    private.line_about(p_payment, 'disputed', p_dispute.amount_minor),
                    private.line_about(p_payment, 'disputes_lost', -p_dispute.amount_minor)
                ],
                p_dispute.closed_at
            );
        end if;

        perform private.post_journal(
            p_dispute.tenant_id,
            'dispute.' || p_dispute.status,
            p_dispute.dispute_id,
            array[
                private.line_about(
                    p_payment,
                    case p_dispute.status
                        when 'lost' then 'disputes_lost'
                        else 'stripe_balance'
                    end,
                    p_dispute.amount_minor
                ),
                private.line_about(p_payment, 'disputed', -p_dispute.amount_minor)
            ],
            p_dispute.closed_at
        );
    end if;
end;
$$;

comment on function private.post_dispute is 'Write a dispute into the ledger.';

grant execute on function private.post_dispute to holdfast_api;
