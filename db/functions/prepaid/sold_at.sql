-- Where something was sold on site that a payment is for: whose till the money went into. Null if
-- it was sold online.

create function private.sold_at(p_payment data.payments) returns data.locations
    language sql stable
    set search_path = ''
as $$
    select l
    from data.journals as j
    join data.postings as p on p.tenant_id = j.tenant_id and p.journal_id = j.journal_id
    join data.locations as l on l.tenant_id = j.tenant_id and l.location_id = p.location_id
    where
        j.tenant_id = (p_payment).tenant_id
        and j.cause = 'payment.paid:' || (p_payment).payment_id
    limit 1;
$$;

comment on function private.sold_at is 'Where something was sold on site.';

grant execute on function private.sold_at to holdfast_api;
