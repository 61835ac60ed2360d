-- Who reads a calendar says what it read only as long as nobody else has begun to.
-- depends: 0031.forget-deliveries

alter table data.calendar_syncs add column claim_id uuid;
comment on column data.calendar_syncs.claim_id is
    'Who reads it, or read it last. Null: nobody since it was connected.';
