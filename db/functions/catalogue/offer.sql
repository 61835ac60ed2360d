-- The terms on which a resource leads a service: a row of private.offers.

create type private.offer as (
    service_id uuid,
    resource_id uuid,
    location_id uuid,
    time_zone text,
    duration interval,
    buffer_before interval,
    buffer_after interval,
    slot interval,
    notice interval,
    horizon interval,
    price_minor bigint,
    deposit_minor bigint,
    currency text,
    capacity integer,
    seats integer,
    max_party_size integer,
    resource_max_per_day integer,
    service_max_per_day integer,
    customer_max_per_day integer,
    pay_online boolean,
    needs_acceptance boolean,
    hold interval,
    max_live_holds integer,
    cancel_window_minutes integer,
    reschedule_window_minutes integer,
    locale text,
    is_public boolean,
    extra_positions integer,
    person_id uuid,
    refund_policy jsonb,
    card_required boolean,
    tax_basis_points integer,
    tax_is_inclusive boolean
);

comment on type private.offer is 'The terms of a service when a given resource leads it.';
