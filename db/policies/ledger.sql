-- The ledger is appended to and read: no role may change or delete what is in it. Its functions
-- write for whoever does what moves money, a guest who pays as well; what is in it is seen by who
-- runs the business.

grant select on data.ledger_kinds to holdfast_api, holdfast_reader;

create policy ledger_kinds_api_select on data.ledger_kinds
    for select to holdfast_api
    using (true);

create policy ledger_kinds_reader_select on data.ledger_kinds
    for select to holdfast_reader
    using (true);

grant select, insert on data.ledger_accounts to holdfast_api;
grant select on data.ledger_accounts to holdfast_reader;

create policy ledger_accounts_api_select on data.ledger_accounts
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy ledger_accounts_api_insert on data.ledger_accounts
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy ledger_accounts_reader_select on data.ledger_accounts
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.journals to holdfast_api;
grant select on data.journals to holdfast_reader;

create policy journals_api_select on data.journals
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy journals_api_insert on data.journals
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy journals_reader_select on data.journals
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));

grant select, insert on data.postings to holdfast_api;
grant select on data.postings to holdfast_reader;

create policy postings_api_select on data.postings
    for select to holdfast_api
    using (tenant_id = private.current_tenant_id());

create policy postings_api_insert on data.postings
    for insert to holdfast_api
    with check (tenant_id = private.current_tenant_id());

create policy postings_reader_select on data.postings
    for select to holdfast_reader
    using (tenant_id = private.current_tenant_id() and private.has_role('{owner,manager}'));
