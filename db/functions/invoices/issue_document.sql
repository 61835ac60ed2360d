-- Issues a document: an invoice or a credit note with these lines, and all that it says besides, as
-- things stand now. One that corrects another is to the same buyer. The number comes last.

create function private.issue_document(
    p_booking data.bookings,
    p_document data.invoices,
    p_lines private.document_line[]
) returns data.invoices
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_settings constant data.invoice_settings :=
        private.invoice_settings_of(p_booking.tenant_id);
    v_new data.invoices := p_document;
    v_corrected data.invoices;
    v_billing data.billing_details;
    v_counter data.invoice_counters;
begin
    select *
    into v_corrected
    from data.invoices
    where tenant_id = p_booking.tenant_id and invoice_id = p_document.corrects_id;

    v_billing := private.billing_of(p_booking);
    v_new.tenant_id := p_booking.tenant_id;
    v_new.booking_id := p_booking.booking_id;
    v_new.currency := p_booking.currency;
    v_new.locale := p_booking.locale;
    v_new.created_by := private.current_user_id();
    v_new.supplied_on := (p_booking.starts_at at time zone p_booking.time_zone)::date;
    v_new.buyer_name := coalesce(
        v_corrected.buyer_name, v_billing.name, p_booking.customer_name
    );
    v_new.buyer_company := case
        when v_corrected.invoice_id is null then v_billing.company
        else v_corrected.buyer_company
    end;
    v_new.buyer_address := case
        when v_corrected.invoice_id is null then v_billing.address
        else v_corrected.buyer_address
    end;
    v_new.buyer_tax_number := case
        when v_corrected.invoice_id is null then v_billing.tax_number
        else v_corrected.buyer_tax_number
    end;
    v_new.footer := v_settings.footer;

    select
        coalesce(v_settings.legal_name, t.name),
        coalesce(v_settings.address, l.address),
        coalesce(v_settings.tax_number, l.tax_number),
        l.tax_name
    into v_new.seller_name, v_new.seller_address, v_new.seller_tax_number, v_new.tax_name
    from data.tenants as t
    join data.locations as l
        on l.tenant_id = t.tenant_id and l.location_id = p_booking.location_id
    where t.tenant_id = p_booking.tenant_id;

    select
        coalesce(sum(l.net_minor) filter (where l.kind <> 'tip'), 0),
        coalesce(sum(l.tax_minor), 0),
        coalesce(sum(l.net_minor) filter (where l.kind = 'tip'), 0)
    into v_new.net_minor, v_new.tax_minor, v_new.tip_minor
    from unnest(p_lines) as l;

    select coalesce(sum((m.value ->> 'amount')::bigint), 0)
    into v_new.paid_minor
    from jsonb_array_elements(v_new.payments) as m;

    v_new.total_minor := v_new.net_minor + v_new.tax_minor + v_new.tip_minor;
    v_counter := private.take_number(p_booking.tenant_id, v_new.series);

    insert into data.invoices (
        tenant_id, series, year, sequence, number, booking_id, corrects_id, replaces_id, reason,
        issued_on, supplied_on, kept_until, currency, locale,
        seller_name, seller_address, seller_tax_number,
        buyer_name, buyer_company, buyer_address, buyer_tax_number,
        tax_name, footer, net_minor, tax_minor, tip_minor, total_minor, paid_minor, payments,
        created_by
    )
    values (
        v_new.tenant_id,
        v_new.series,
        v_counter.year,
        v_counter.last_number,
        case v_new.series
            when 'invoice' then v_settings.invoice_prefix
            else v_settings.credit_note_prefix
        end || private.number_after_prefix(v_counter.year, v_counter.last_number),
        v_new.booking_id,
        v_new.corrects_id,
        v_new.replaces_id,
        v_new.reason,
        v_counter.last_issued_on,
        v_new.supplied_on,
        make_date(v_counter.year + v_settings.kept_years, 12, 31),
        v_new.currency,
        v_new.locale,
        v_new.seller_name,
        v_new.seller_address,
        v_new.seller_tax_number,
        v_new.buyer_name,
        v_new.buyer_company,
        v_new.buyer_address,
        v_new.buyer_tax_number,
        v_new.tax_name,
        v_new.footer,
        v_new.net_minor,
        v_new.tax_minor,
        v_new.tip_minor,
        v_new.total_minor,
        v_new.paid_minor,
        v_new.payments,
        v_new.created_by
    )
    returning * into v_new;

    insert into data.invoice_lines (
        tenant_id, invoice_id, line, kind, description, quantity, net_minor, tax_basis_points,
        tax_minor
    )
    select
        v_new.tenant_id, v_new.invoice_id, row_number() over (order by l.ordinality), l.kind,
        l.description, l.quantity, l.net_minor, l.tax_basis_points, l.tax_minor
    from unnest(p_lines) with ordinality as l
    where (l.net_minor, l.tax_minor) <> (0, 0);

    return v_new;
end;
$$;

comment on function private.issue_document is 'Issue an invoice or a credit note.';

grant execute on function private.issue_document to holdfast_api;
