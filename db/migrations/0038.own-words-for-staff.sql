-- A business says in its own words what staff are told too, and whatever else there are notices of.
-- Notices are called by the names that templates have in the API. What happened to a series at one
-- moment is found by it.
-- depends: 0037.name-deliveries

-- In one statement: after the first, PostgreSQL 18 takes no savepoint that changes anything more.
do $$
begin
    alter domain data.template_kind drop constraint template_kind_known;
    alter domain data.template_kind add constraint template_kind_known check (
        value in (
            'booking_confirmed', 'booking_requested', 'booking_declined', 'booking_held',
            'booking_cancelled', 'booking_rescheduled', 'booking_refunded', 'waitlist_offer',
            'reminder', 'review_request',
            'staff_booked', 'staff_requested', 'staff_cancelled', 'staff_rescheduled'
        )
    );
end;
$$;
comment on domain data.template_kind is 'What a notice is about; staff_…: one to staff.';

-- squawk-ignore ban-drop-not-null
alter table data.templates alter column subject drop not null;
-- squawk-ignore ban-drop-not-null
alter table data.templates alter column body drop not null;
-- A business has some dozens of them.
-- squawk-ignore constraint-missing-not-valid
alter table data.templates add constraint templates_whole
check ((subject is null) = (body is null));

comment on table data.templates is 'What a business says itself, to its customers and its staff.';
comment on column data.templates.subject is 'Null: nothing, so that our own text stands.';

insert into data.templates (tenant_id, kind, locale)
select t.tenant_id, k.kind, l.locale
from data.tenants as t
cross join unnest(array[
    'booking_requested', 'booking_declined', 'booking_refunded',
    'staff_booked', 'staff_requested', 'staff_cancelled', 'staff_rescheduled'
]) as k (kind)
cross join unnest(array['en', 'it', 'pl', 'da']) as l (locale);

update data.deliveries
set
    kind = case kind
        when 'booking_moved' then 'booking_rescheduled'
        when 'staff_moved' then 'staff_rescheduled'
        else 'review_request'
    end
where
    kind in ('booking_moved', 'staff_moved', 'review')
    and channel in ('email', 'push', 'whatsapp', 'sms');

update data.whatsapp_accounts
set
    templates = templates - '{booking_moved,review}'::text[] || jsonb_strip_nulls(
        jsonb_build_object(
            'booking_rescheduled', templates -> 'booking_moved',
            'review_request', templates -> 'review'
        )
    )
where templates ?| '{booking_moved,review}';

-- Few events are of series.
-- squawk-ignore require-concurrent-index-creation
create index events_series_idx on data.events (tenant_id, occurred_at, event_id)
where (data ->> 'series_id' is not null);
