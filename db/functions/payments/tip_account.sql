-- Whose the tips on a booking that is over have become, or would.

create function private.tip_account(p_booking data.bookings) returns uuid
    language sql stable parallel safe
    set search_path = ''
as $$
    select coalesce(
        (
            select a.subject_id
            from data.postings as p
            join data.ledger_accounts as a
                on a.tenant_id = (p_booking).tenant_id and a.account_id = p.account_id
            where
                p.tenant_id = (p_booking).tenant_id
                and p.booking_id = (p_booking).booking_id
                and a.kind = 'tips'
            order by p.journal_id desc
            limit 1
        ),
        private.tip_taker(p_booking)
    );
$$;

comment on function private.tip_account is 'Whose account of tips the tips on a booking are on.';

grant execute on function private.tip_account to holdfast_api;
