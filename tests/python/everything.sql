-- given.everything: whatever can happen to a business of two_businesses.sql, and did not while it
-- was filled. By the hands of a DBA, and not all of it likely: the events of it are what matters.

create function given.everything(p_slug text) returns void
    language plpgsql security definer
as $$
declare
    v_tenant_id constant uuid := given.tenant_id(p_slug);
    v_service constant text := 'service of ' || p_slug;
    v_lead constant text := 'lead of ' || p_slug;
    v_owner constant jsonb := jsonb_build_object(
        'tenant_id', v_tenant_id, 'role', 'owner', 'sub', given.user_id(p_slug, 'Olga')
    );
    v_id uuid;
    v_other_id uuid;
    v_status text;
    v_table text;
    v_nth integer := 0;
begin
    -- The life of bookings, each from its beginning.
    foreach v_status in array '{
        checked_in completed,no_show,cancelled_by_customer,cancelled_by_business
    }'::text[] loop
        v_nth := v_nth + 1;
        v_id := given.booking(
            p_slug, v_service, v_lead, given.day(61, '07:00') + v_nth * interval '2 hours'
        );

        foreach v_status in array string_to_array(trim(v_status), ' ') loop
            update data.bookings set status = v_status, version = version + 1
            where booking_id = v_id;
        end loop;
    end loop;

    v_id := given.booking(p_slug, 'asked of ' || p_slug, v_lead, given.day(62, '09:00'));
    update data.bookings set status = 'declined', version = 2 where booking_id = v_id;
    update data.services set pay_online = true, price_minor = 900
    where service_id = given.service_id(p_slug, v_service);
    v_id := given.booking(p_slug, v_service, v_lead, given.day(62, '11:00'));
    update data.bookings
    set status = 'expired', version = 2, hold_expires_at = null, lapses_at = null
    where booking_id = v_id;
    update data.services set pay_online = false
    where service_id = given.service_id(p_slug, v_service);

    v_id := given.booking(p_slug, v_service, v_lead, given.day(62, '13:00'));

    foreach v_status in array
        '{requires_payment,paid,partially_refunded,refunded,disputed,none}'::text[]
    loop
        update data.bookings set payment_status = v_status, version = version + 1
        where booking_id = v_id;
    end loop;

    perform private.begin_claims(v_owner, false);
    perform api.reschedule_booking(
        v_tenant_id, v_id, given.at(p_slug, given.day(63, '13:00')),
        given.resource_id(p_slug, 'other of ' || p_slug)
    );

    for v_id in select series_id from data.series where tenant_id = v_tenant_id order by 1 loop
        perform api.reschedule_series(
            v_tenant_id, v_id, given.at(p_slug, given.day(64 + v_nth, '15:00'))
        );
        perform api.cancel_series(v_tenant_id, v_id);
        v_nth := v_nth + 2;
    end loop;

    -- Rules and tills, by the hands of a DBA.
    update data.commission_rules set basis_points = 1 where tenant_id = v_tenant_id;
    update data.commission_rules set archived_at = now() where tenant_id = v_tenant_id;
    update data.commission_rules set archived_at = null where tenant_id = v_tenant_id;
    delete from data.commission_rules where tenant_id = v_tenant_id;
    update data.cash_movements set amount_minor = 1 where tenant_id = v_tenant_id;
    delete from data.cash_movements where tenant_id = v_tenant_id;

    -- What is paid, and goes back.
    for v_id in select payment_id from data.payments where tenant_id = v_tenant_id loop
        foreach v_status in array '{processing,failed,cancelled,paid,pending}'::text[] loop
            update data.payments
            set status = v_status, paid_at = case v_status when 'paid' then now() end
            where payment_id = v_id;
        end loop;
    end loop;

    foreach v_status in array '{needs_response,under_review,lost,won}'::text[] loop
        insert into data.disputes (
            tenant_id, payment_id, stripe_id, status, amount_minor, currency, opened_at, closed_at
        )
        select
            tenant_id, payment_id, 'dp_' || v_status || payment_id, 'needs_response', 100, currency,
            now(), null
        from data.payments where tenant_id = v_tenant_id;
        update data.disputes
        set status = v_status, closed_at = case when v_status in ('lost', 'won') then now() end
        where tenant_id = v_tenant_id and stripe_id like 'dp\_' || v_status || '%';
    end loop;

    foreach v_status in array '{pending,succeeded,failed,cancelled}'::text[] loop
        update data.refunds set status = v_status where tenant_id = v_tenant_id;
    end loop;

    update data.payment_accounts set payouts_enabled = false where tenant_id = v_tenant_id;
    perform private.record_event(
        v_tenant_id, 'payment_account.unclear', v_tenant_id, null,
        '{"charges_enabled": true, "payouts_enabled": false}'
    );

    foreach v_status in array '{in_transit,failed,cancelled,paid}'::text[] loop
        update data.payouts set status = v_status where tenant_id = v_tenant_id;
    end loop;

    update data.payouts set is_reconciled = true where tenant_id = v_tenant_id;

    -- Who waits.
    foreach v_status in array '{declined,lapsed,left,ended,accepted}'::text[] loop
        update data.waitlist set status = v_status
        where tenant_id = v_tenant_id and status = 'offered';
        update data.waitlist set status = 'offered'
        where tenant_id = v_tenant_id and status = v_status;
    end loop;

    update data.waitlist set priority = 7 where tenant_id = v_tenant_id;
    delete from data.waitlist where tenant_id = v_tenant_id;

    -- What is archived, comes back, and is gone for good.
    insert into data.locations (tenant_id, name, time_zone)
    values (v_tenant_id, 'A place of ' || p_slug, 'Europe/Rome')
    returning location_id into v_id;
    insert into data.resources (tenant_id, location_id, kind, name)
    values (v_tenant_id, v_id, 'room', 'A room of ' || p_slug)
    returning resource_id into v_other_id;
    insert into data.services (tenant_id, name, duration_minutes)
    values (v_tenant_id, 'A service of ' || p_slug, 30);
    insert into data.customers (tenant_id, name) values (v_tenant_id, 'A guest of ' || p_slug);

    foreach v_table in array '{resources,locations,services,customers}'::text[] loop
        execute format(
            'update data.%1$I set archived_at = now() where name ~ ''^A [a-z]+ of '' ;'
            'update data.%1$I set archived_at = null where name ~ ''^A [a-z]+ of '';'
            'update data.%1$I set name = name || ''!'' where name ~ ''^A [a-z]+ of '';'
            'delete from data.%1$I where name ~ ''^A [a-z]+ of ''',
            v_table
        );
    end loop;

    update data.customers
    set merged_into = (
        select customer_id from data.customers
        where tenant_id = v_tenant_id and email = 'zoe@' || p_slug || '.test'
    )
    where tenant_id = v_tenant_id and name = 'Twin 1 of ' || p_slug;

    update data.customer_notes set body = 'Other words of ' || p_slug
    where tenant_id = v_tenant_id;
    delete from data.customer_notes where tenant_id = v_tenant_id;
    update data.consents set withdrawn_at = now() where tenant_id = v_tenant_id;

    -- What it sells in advance, and gives.
    update data.packages set name = name || '!' where tenant_id = v_tenant_id;
    update data.packages set archived_at = now() where tenant_id = v_tenant_id;
    update data.rewards set name = name || '!' where tenant_id = v_tenant_id;
    update data.rewards set archived_at = now() where tenant_id = v_tenant_id;
    update data.adjustments set reason = reason || '!' where tenant_id = v_tenant_id;

    -- When it works.
    update data.hours set closes_at = '16:00' where tenant_id = v_tenant_id;
    delete from data.hours where tenant_id = v_tenant_id;
    update data.location_hours set closes_at = '16:00' where tenant_id = v_tenant_id;
    delete from data.location_hours where tenant_id = v_tenant_id;

    foreach v_table in array '{shifts,closures,time_off}'::text[] loop
        execute format(
            'update data.%1$I set ends_at = ends_at + interval ''1 minute'' where tenant_id = %2$L;'
            'delete from data.%1$I where tenant_id = %2$L',
            v_table, v_tenant_id
        );
    end loop;

    -- Outside calendars, and those who read ours.
    update data.calendars set name = name || '!' where tenant_id = v_tenant_id;
    delete from data.calendars where tenant_id = v_tenant_id;
    delete from data.feeds where tenant_id = v_tenant_id;

    -- Who is told.
    update data.endpoints set description = 'Other words' where tenant_id = v_tenant_id;
    update data.endpoints set disabled_at = now(), disabled_reason = 'by_hand'
    where tenant_id = v_tenant_id;
    update data.endpoints set disabled_at = null, disabled_reason = null
    where tenant_id = v_tenant_id;
    delete from data.endpoints where tenant_id = v_tenant_id;

    -- Who works there.
    update data.members set role = 'manager'
    where tenant_id = v_tenant_id and user_id = given.user_id(p_slug, 'Sue');
    delete from data.members
    where tenant_id = v_tenant_id and user_id = given.user_id(p_slug, 'Sue');
    update data.invitations set link_id = uuidv7() where tenant_id = v_tenant_id;
    update data.invitations
    set accepted_at = now(), accepted_by = given.user_id(p_slug, 'Olga'), outcome = '{}'
    where tenant_id = v_tenant_id and email like 'invited@%';
    update data.invitations set revoked_at = now()
    where tenant_id = v_tenant_id and email like 'spare_invited@%';
    delete from data.invitations where tenant_id = v_tenant_id;
    update data.acting set ended_at = now() where tenant_id = v_tenant_id and ended_at is null;

    -- The business itself.
    update data.templates set subject = 'Hello', updated_at = now()
    where tenant_id = v_tenant_id and kind = 'reminder';
    update data.templates set updated_at = null
    where tenant_id = v_tenant_id and kind = 'reminder';
    delete from data.sites where tenant_id = v_tenant_id;
    delete from data.domains where tenant_id = v_tenant_id;
    update data.tenants set status = 'pending', pending_until = now() where tenant_id = v_tenant_id;

    foreach v_status in array '{active,suspended,active}'::text[] loop
        update data.tenants set status = v_status, pending_until = null
        where tenant_id = v_tenant_id;
    end loop;

    update data.tenants set slug = slug || '-renamed', accent = '#000000'
    where tenant_id = v_tenant_id;
    perform set_config('request.claims', '', true);
end;
$$;
