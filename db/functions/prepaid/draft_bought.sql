-- A package that is about to be bought, as it is now.

create function private.draft_bought(
    p_package data.packages,
    p_customer_id uuid,
    p_payment_id uuid,
    p_locale text
) returns data.customer_packages
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_tenant data.tenants;
    v_bought data.customer_packages;
begin
    select *
    into v_tenant
    from data.tenants
    where tenant_id = p_package.tenant_id;

    v_bought.tenant_id := p_package.tenant_id;
    v_bought.customer_package_id := uuidv7();
    v_bought.package_id := p_package.package_id;
    v_bought.customer_id := p_customer_id;
    v_bought.payment_id := p_payment_id;
    v_bought.status := 'pending';
    v_bought.sessions := p_package.sessions;
    v_bought.price_minor := p_package.price_minor;
    v_bought.currency := v_tenant.currency;
    v_bought.service_ids := p_package.service_ids;
    v_bought.locale := coalesce(p_locale, v_tenant.locale);
    v_bought.created_by := private.current_user_id();
    v_bought.created_at := now();

    return v_bought;
end;
$$;

comment on function private.draft_bought is 'A package that is about to be bought.';

grant execute on function private.draft_bought to holdfast_api;
