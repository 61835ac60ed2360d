-- Whether the customer that a notice is for has consented to a purpose, and not withdrawn it. What
-- was said of one booking is said by whoever had its token, and holds for that booking.

create function private.has_consented(p_delivery data.deliveries, p_purpose text) returns boolean
    language sql stable
    set search_path = ''
as $$
    select exists (
        select
        from private.told_customer(p_delivery) as c
        join data.consents as k
            on k.tenant_id = p_delivery.tenant_id and k.customer_id = c.customer_id
        where
            k.purpose = p_purpose
            and k.withdrawn_at is null
            and (
                k.booking_id is null
                or k.source <> 'guest'
                or k.booking_id = private.notice_booking(p_delivery)
            )
    );
$$;

comment on function private.has_consented is
    'Whether the customer that a notice is for has consented.';

grant execute on function private.has_consented to holdfast_api;
