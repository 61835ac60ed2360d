-- What was read of a calendar counts only for the claim that it was read for, and those that have
-- waited longest are read first.
-- depends: 0032.link-reviews

alter table data.calendar_syncs add column claim_id uuid;
comment on column data.calendar_syncs.claim_id is
    'Who reads it, or read it last. Null: nobody since it was connected.';

-- Whosever they are; what one business has, the primary key finds. The table is small: one row for
-- each calendar that somebody has added.
-- squawk-ignore require-concurrent-index-deletion
drop index data.calendar_syncs_due_idx;
-- squawk-ignore require-concurrent-index-creation
create index calendar_syncs_due_idx on data.calendar_syncs (due_at);
