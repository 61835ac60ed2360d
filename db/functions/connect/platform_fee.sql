-- The shapes of what the platform takes.

create type api.platform_fee as (tenant uuid, fee_basis_points integer, is_own boolean);

comment on type api.platform_fee is 'What the platform takes of what is paid to a business.';
comment on column api.platform_fee.tenant is 'The business''s id.';
comment on column api.platform_fee.fee_basis_points is 'In hundredths of a per cent.';
comment on column api.platform_fee.is_own is
    'Whether that was agreed with this business; else it is what is taken of every one.';

create type api.platform_settings as (fee_basis_points integer, updated_at data.utc_instant);

comment on type api.platform_settings is 'What holds where nothing else was agreed.';
comment on column api.platform_settings.fee_basis_points is
    'What the platform takes of each payment, in hundredths of a per cent.';
comment on column api.platform_settings.updated_at is 'UTC. When that was said last.';
