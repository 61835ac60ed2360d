-- POST /v1/customers/{id}/packages
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KF002  tenant-suspended
--             KN004  customer-not-found
--             KN006  location-not-found
--             KN171  package-not-found
--             KV003  idempotency-mismatch
--             KV150  location-needed

create function api.sell_package(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_package_id uuid,
    p_method data.on_site_method,
    p_location_id uuid default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_customer data.customers;
    v_package data.packages;
    v_payment data.payments;
    v_bought data.customer_packages;
    v_location data.locations;
begin
    perform private.require_staff();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.require_active(p_tenant_id);
    v_location := private.till_of(p_tenant_id, p_location_id);
    v_customer := private.require_customer(p_tenant_id, p_customer_id, false);
    v_package := private.require_package(p_tenant_id, p_package_id, false);
    v_payment := private.open_payment(
        private.draft_sale(p_tenant_id, p_method, v_package.price_minor),
        array[row('sale', v_package.price_minor, null)::private.payment_line]
    );
    v_bought := private.draft_bought(
        v_package, p_customer_id, v_payment.payment_id, v_customer.locale
    );

    insert into data.customer_packages
    values (v_bought.*);

    return private.remember(
        p_tenant_id, 'staff',
        private.customer_package_json(private.issue_package(v_bought, v_payment, v_location))
    );
end;
$$;

comment on function api.sell_package is
    'Sell a package that was paid on site.

method is cash, card_terminal or bank_transfer; location_id is whose till it went into: the only
location, if it is left out.

Answers customer_package.';

alter function api.sell_package owner to holdfast_api;
grant execute on function api.sell_package to holdfast_web, holdfast_person;
