/**
 * Datasets: files of rows, each with what it is for and how it is; uploaded files become such when they are read, and
 * are used by the runs that wait for training.
 */
export const datasets = `
alter table datasets rename to uploads;

create table datasets (
  id text primary key,
  name text not null,
  method text not null,
  state text not null,
  row_count integer not null,
  size integer not null,
  version integer not null,
  findings text,
  request text,
  created_at integer not null,
  updated_at integer not null,
  removed_at integer
) strict;

insert into datasets
select id, name, 'supervised', 'waiting', row_count, size, 1, null,
  json_object('kind', 'upload', 'path', id || '.' || kind, 'name', name), created_at, created_at, removed_at
from uploads;

drop table uploads;

create table dataset_uses (
  dataset_id text not null references datasets (id) on delete cascade,
  version integer not null,
  kind text not null,
  used_by text not null,
  name text not null,
  at integer not null,
  primary key (dataset_id, kind, used_by, version)
) strict;

insert or ignore into dataset_uses
select datasets.id, 1, 'draft', runs.id, coalesce(json_extract(said, '$.name'), ''), runs.updated_at
from (
  select id, updated_at, case when json_valid(state) then state else '{}' end as said
  from model_drafts where removed_at is null
) as runs
join json_each(said, '$.datasets') as used
join datasets on datasets.id = used.value
where json_extract(said, '$.isRun');

create table training_prices (
  model text primary key,
  amount real not null,
  currency text not null,
  at integer not null
) strict;
`;
