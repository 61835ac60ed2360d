-- One booking is offered to one entry, and one customer has one offer at a time.

create function private.violated_customer_offered_once()
returns table (tenant_id uuid, subject_id uuid, detail text)
    language sql stable
    set search_path = ''
as $$
    select w.tenant_id, w.customer_id, format('%s offers', count(*))
    from data.waitlist as w
    where w.status = 'offered'
    group by w.tenant_id, w.customer_id
    having count(*) > 1

    union all

    select w.tenant_id, w.booking_id, format('offered %s times', count(*))
    from data.waitlist as w
    where w.booking_id is not null
    group by w.tenant_id, w.booking_id
    having count(*) > 1;
$$;

comment on function private.violated_customer_offered_once is
    'Nobody has two offers of the waitlist at once, and no offer is made twice.';

grant execute on function private.violated_customer_offered_once to holdfast_reader;
