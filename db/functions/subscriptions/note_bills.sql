-- Writes down what Stripe has billed a business, from all that is known: what is paid stays paid,
-- and what is void or given up is so, whatever else was said of it.

create function private.note_bills(p_tenant_id uuid, p_events data.stripe_events[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.subscription_invoices (
        tenant_id, invoice_id, number, status, amount_minor, paid_minor, currency, url, pdf_url,
        issued_at
    )
    select
        p_tenant_id,
        e.facts ->> 'id',
        max(e.facts ->> 'number'),
        (array_agg(e.facts ->> 'status' order by array_position(
            '{draft,open,uncollectible,void,paid}'::text[], e.facts ->> 'status'
        ) desc nulls last))[1],
        max((e.facts ->> 'amount_due')::bigint),
        max(coalesce((e.facts ->> 'amount_paid')::bigint, 0)),
        upper(max(e.facts ->> 'currency')),
        max(e.facts ->> 'invoice_url'),
        max(e.facts ->> 'invoice_pdf'),
        to_timestamp(min((e.facts ->> 'created')::bigint))
    from unnest(p_events) as e
    where
        e.account_id is null
        and e.facts ->> 'object' = 'invoice'
        and e.facts ?& '{id,status,amount_due,currency,created}'
    group by e.facts ->> 'id'
    order by e.facts ->> 'id'
    on conflict (tenant_id, invoice_id) do update
    set
        number = excluded.number,
        status = excluded.status,
        amount_minor = excluded.amount_minor,
        paid_minor = excluded.paid_minor,
        url = excluded.url,
        pdf_url = excluded.pdf_url
    where
        (
            subscription_invoices.status, subscription_invoices.paid_minor,
            subscription_invoices.url, subscription_invoices.pdf_url, subscription_invoices.number,
            subscription_invoices.amount_minor
        ) is distinct from (
            excluded.status, excluded.paid_minor, excluded.url, excluded.pdf_url, excluded.number,
            excluded.amount_minor
        );
end;
$$;

comment on function private.note_bills is 'Write down what Stripe has billed a business.';

grant execute on function private.note_bills to holdfast_api;
