-- The shapes of what an account sees of its person, in all businesses.

create type api.business_name as (slug text, name text);

comment on type api.business_name is 'A business, by its names.';
comment on column api.business_name.slug is 'Its name in URLs.';
comment on column api.business_name.name is 'Its name.';

create type api.my_booking as (
    id uuid,
    version integer,
    status data.booking_status,
    payment_status text,
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    starts_at data.utc_instant,
    ends_at data.utc_instant,
    time_zone text,
    party_size integer,
    price api.money,
    deposit api.money,
    discount api.money,
    hold_expires_at data.utc_instant,
    checkout_url text,
    customer api.contact,
    note text,
    locale text,
    cancel_until data.utc_instant,
    reschedule_until data.utc_instant,
    series_id uuid,
    manage_token text,
    created_at data.utc_instant,
    tenant api.business_name
);

comment on type api.my_booking is 'A booking of yours, and where it is.';

create type api.my_waitlist_entry as (
    id uuid,
    status data.waitlist_status,
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    "from" data.utc_instant,
    "to" data.utc_instant,
    party_size integer,
    priority integer,
    customer api.contact,
    note text,
    locale text,
    booking api.booking,
    manage_token text,
    joined_at data.utc_instant,
    tenant api.business_name
);

comment on type api.my_waitlist_entry is 'Something that you wait for, and where.';

create type api.profile as (
    tenant api.business_name,
    name text,
    email text,
    phone text,
    locale text,
    activity api.activity
);

comment on type api.profile is 'What a business knows of you.';
comment on column api.profile.tenant is 'The business.';
comment on column api.profile.name is 'What it calls you.';
comment on column api.profile.email is 'By which it knows you.';
comment on column api.profile.phone is 'As it was typed; null if it has none.';
comment on column api.profile.locale is 'The language it writes to you in; null: its own.';
comment on column api.profile.activity is 'What came of your bookings there.';

comment on column api.my_booking.tenant is 'Where it is.';
comment on column api.my_waitlist_entry.tenant is 'Where it is.';

-- Every other field means what it means to anybody.
do $$
declare
    v_type regtype;
    v_column text;
    v_said text;
begin
    for v_type, v_column, v_said in
        select t.mine, a.attname, col_description(u.typrelid, b.attnum)
        from (
            values
            ('api.my_booking'::regtype, 'api.booking'::regtype),
            ('api.my_waitlist_entry'::regtype, 'api.waitlist_entry'::regtype)
        ) as t (mine, usual)
        join pg_type as m on m.oid = t.mine
        join pg_type as u on u.oid = t.usual
        join pg_attribute as a on a.attrelid = m.typrelid
        join pg_attribute as b on b.attrelid = u.typrelid and b.attname = a.attname
    loop
        execute format('comment on column %s.%I is %L', v_type, v_column, v_said);
    end loop;
end;
$$;
