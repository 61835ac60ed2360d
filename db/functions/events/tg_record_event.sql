-- For what happens to a row besides: the trigger says when, and its arguments say what happened,
-- the column of the id of what it happened to, and the columns that the event's data have. It runs
-- as the relay, as private.tg_record_change does.

create function private.tg_record_event() returns trigger
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_row constant jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    perform private.record_event(
        (v_row ->> 'tenant_id')::uuid,
        tg_argv[0],
        (v_row ->> tg_argv[1])::uuid,
        null,
        private.event_data(v_row, tg_argv[2:])
    );

    return null;
end;
$$;

comment on function private.tg_record_event is 'Record what happened to a row.';

alter function private.tg_record_event owner to holdfast_relay;

create trigger _900_event_started after insert on data.acting
for each row execute function private.tg_record_event(
    'acting.started', 'acting_id', 'user_id', 'expires_at'
);

create trigger _900_event_ended after update on data.acting
for each row when (old.ended_at is null and new.ended_at is not null)
execute function private.tg_record_event('acting.ended', 'acting_id', 'user_id', 'expires_at');

create trigger _900_event_given after insert on data.consents
for each row execute function private.tg_record_event(
    'consent.given', 'consent_id', 'customer_id', 'booking_id', 'purpose'
);

create trigger _900_event_withdrawn after update on data.consents
for each row when (old.withdrawn_at is null and new.withdrawn_at is not null)
execute function private.tg_record_event(
    'consent.withdrawn', 'consent_id', 'customer_id', 'booking_id', 'purpose'
);

create trigger _900_event_created after insert on data.domains
for each row execute function private.tg_record_event('domain.created', 'domain_id');

create trigger _900_event_verified after update on data.domains
for each row when (old.verified_at is null and new.verified_at is not null)
execute function private.tg_record_event('domain.verified', 'domain_id');

create trigger _900_event_deleted after delete on data.domains
for each row execute function private.tg_record_event('domain.deleted', 'domain_id');

create trigger _900_event_erased after insert or update on data.erasures
for each row execute function private.tg_record_event(
    'customer.erased', 'customer_id', 'reason'
);

create trigger _900_event_created after insert on data.feeds
for each row execute function private.tg_record_event(
    'feed.created', 'feed_id', 'user_id', 'resource_id', 'location_id'
);

create trigger _900_event_deleted after delete on data.feeds
for each row execute function private.tg_record_event(
    'feed.deleted', 'feed_id', 'user_id', 'resource_id', 'location_id'
);

create trigger _900_event_sent after insert on data.invitations
for each row execute function private.tg_record_event(
    'invitation.sent', 'invitation_id', 'role', 'location_id'
);

create trigger _900_event_resent after update on data.invitations
for each row when (old.link_id <> new.link_id)
execute function private.tg_record_event(
    'invitation.resent', 'invitation_id', 'role', 'location_id'
);

create trigger _900_event_accepted after update on data.invitations
for each row when (old.accepted_at is null and new.accepted_at is not null)
execute function private.tg_record_event(
    'invitation.accepted', 'invitation_id', 'role', 'location_id', 'accepted_by'
);

create trigger _900_event_revoked after update on data.invitations
for each row when (old.revoked_at is null and new.revoked_at is not null)
execute function private.tg_record_event(
    'invitation.revoked', 'invitation_id', 'role', 'location_id'
);

create trigger _900_event_deleted after delete on data.invitations
for each row execute function private.tg_record_event(
    'invitation.deleted', 'invitation_id', 'role', 'location_id'
);

create trigger _900_event_set after insert on data.notification_settings
for each row execute function private.tg_record_event('notifications.updated', 'tenant_id');

create trigger _900_event_changed after update on data.notification_settings
for each row when (old.* is distinct from new.*)
execute function private.tg_record_event('notifications.updated', 'tenant_id');

create trigger _900_event_set after insert on data.retention_rules
for each row execute function private.tg_record_event('retention.updated', 'tenant_id');

create trigger _900_event_changed after update on data.retention_rules
for each row when (old.* is distinct from new.*)
execute function private.tg_record_event('retention.updated', 'tenant_id');

create trigger _900_event_created after insert on data.series
for each row execute function private.tg_record_event(
    'series.created', 'series_id', 'service_id', 'customer_id'
);

create trigger _900_event_updated after update on data.templates
for each row when (
    old.* is distinct from new.* and (old.updated_at is null or new.updated_at is not null)
)
execute function private.tg_record_event('template.updated', 'tenant_id', 'kind', 'locale');

create trigger _900_event_reset after update on data.templates
for each row when (old.updated_at is not null and new.updated_at is null)
execute function private.tg_record_event('template.reset', 'tenant_id', 'kind', 'locale');
