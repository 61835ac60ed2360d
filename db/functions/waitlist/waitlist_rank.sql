-- Where an entry stands by the rule of the business: the lowest comes first, and between equals
-- whoever came first.

create function private.waitlist_rank(p_entry data.waitlist, p_rule text) returns bigint
    language sql stable
    set search_path = ''
as $$
    select case p_rule
        when 'priority' then -(p_entry).priority
        when 'most_visits' then -(
            select count(*)
            from data.bookings as b
            where
                b.tenant_id = (p_entry).tenant_id
                and b.customer_id = (p_entry).customer_id
                and b.status in ('checked_in', 'completed')
        )
        when 'longest_visit' then -(
            select s.duration_minutes
            from data.services as s
            where
                s.tenant_id = (p_entry).tenant_id
                and s.service_id = (p_entry).service_id
        )
        else 0
    end;
$$;

comment on function private.waitlist_rank is 'Where an entry stands by the rule of the business.';

grant execute on function private.waitlist_rank to holdfast_api;
