-- The application calls it with what WhatsApp or Twilio have said of messages, whose signature it
-- has verified: [{"delivery_id", "message_id", "status", "error_code"?, "phone"?}]. phone is what a
-- failure has shown of the number: gone or opted_out. What is of no delivery of the business is
-- passed over, and so is what is said again.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.take_receipts(
    p_tenant_id uuid,
    p_channel data.phone_channel,
    p_receipts jsonb
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_receipt record;
begin
    perform private.require_role('carrier');
    perform private.add_claims('{"role": "worker"}');

    for v_receipt in
        select d as delivery, r.message_id, r.status, r.error_code, r.phone
        from jsonb_to_recordset(p_receipts) as r (
            delivery_id uuid, message_id text, status text, error_code integer, phone text
        )
        join data.deliveries as d
            on d.tenant_id = p_tenant_id
            and d.delivery_id = r.delivery_id
            and d.channel = p_channel
        order by d.delivery_id, private.receipt_rank(r.status)
    loop
        insert into data.receipts as r (
            tenant_id, delivery_id, channel, message_id, status, error_code
        )
        values (
            p_tenant_id, (v_receipt.delivery).delivery_id, p_channel, v_receipt.message_id,
            v_receipt.status, v_receipt.error_code
        )
        on conflict (tenant_id, delivery_id) do update
        set
            message_id = excluded.message_id,
            status = excluded.status,
            error_code = excluded.error_code,
            updated_at = now()
        where private.receipt_rank(r.status) < private.receipt_rank(excluded.status);

        if v_receipt.phone is not null and private.phone_of(v_receipt.delivery) is not null then
            perform private.note_contact(
                p_tenant_id, p_channel, private.phone_of(v_receipt.delivery), v_receipt.phone
            );
        end if;
    end loop;
end;
$$;

comment on function api.take_receipts is
    'Note what became of messages.

Answers nothing.';

alter function api.take_receipts owner to holdfast_api;
grant execute on function api.take_receipts to holdfast_web;
