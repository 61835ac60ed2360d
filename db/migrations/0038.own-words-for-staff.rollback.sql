drop index data.events_series_idx;

update data.whatsapp_accounts
set
    templates = templates - '{booking_rescheduled,review_request}'::text[] || jsonb_strip_nulls(
        jsonb_build_object(
            'booking_moved', templates -> 'booking_rescheduled',
            'review', templates -> 'review_request'
        )
    )
where templates ?| '{booking_rescheduled,review_request}';

update data.deliveries
set
    kind = case kind
        when 'booking_rescheduled' then 'booking_moved'
        when 'staff_rescheduled' then 'staff_moved'
        else 'review'
    end
where kind in ('booking_rescheduled', 'staff_rescheduled', 'review_request');

delete from data.templates
where
    subject is null
    or kind in (
        'booking_requested', 'booking_declined', 'booking_refunded',
        'staff_booked', 'staff_requested', 'staff_cancelled', 'staff_rescheduled'
    );
comment on column data.templates.subject is null;
comment on table data.templates is 'The e-mails of a business to its customers.';
alter table data.templates drop constraint templates_whole;
alter table data.templates alter column body set not null;
alter table data.templates alter column subject set not null;
-- In one statement: after the first, PostgreSQL 18 takes no savepoint that changes anything more.
do $$
begin
    alter domain data.template_kind drop constraint template_kind_known;
    alter domain data.template_kind add constraint template_kind_known check (
        value in (
            'booking_confirmed', 'booking_held', 'booking_cancelled', 'booking_rescheduled',
            'reminder', 'waitlist_offer', 'review_request'
        )
    );
end;
$$;
comment on domain data.template_kind is 'What an e-mail to a customer is about.';
