-- Erases what is known of a customer wherever it stands: their records and bookings lose what is
-- personal and stay, as numbers do, but for what the law has kept for a while; what was written to
-- them goes; what their history tells of them goes too, the last of all, since erasing is itself
-- recorded. What was written to them in the name of no business goes as well, but for whoever has
-- an account: that is theirs to erase.
--
-- It runs as a role that may change personal columns and nothing else of a business.

create function private.erase_records(p_tenant_id uuid, p_customer_id uuid) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_locale constant text := (select locale from data.tenants where tenant_id = p_tenant_id);
    v_addresses constant text[] := private.person_addresses(p_tenant_id, p_customer_id);
    v_subject_ids uuid[] := '{}';
    v_address text;
    v_rows record;
begin
    for v_rows in
        select *
        from private.person_mentions(p_tenant_id, p_customer_id)
        order by name
    loop
        v_subject_ids := v_subject_ids || private.ids_where(
            format('data.%I', v_rows.name)::regclass, v_rows.condition
        );
        execute format('delete from data.%I where %s', v_rows.name, v_rows.condition);
    end loop;

    for v_rows in
        select *
        from private.person_rows(p_tenant_id, p_customer_id)
    loop
        v_subject_ids := v_subject_ids || v_rows.ids;
        perform private.erase_rows(
            v_rows.name,
            format('%s and %s', v_rows.condition, private.kept_by_law(v_rows.name)),
            v_locale
        );
    end loop;

    perform private.erase_history(p_tenant_id, v_subject_ids);

    foreach v_address in array v_addresses loop
        if not private.has_account(v_address) then
            perform private.forget_address(v_address);
        end if;
    end loop;
end;
$$;

comment on function private.erase_records is
    'Erase what is known of a customer, wherever it stands.';

alter function private.erase_records owner to holdfast_eraser;
grant execute on function private.erase_records to holdfast_api;
