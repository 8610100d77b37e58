/** Jobs that are being prepared, and their way to the service. */
export const tuningPlans = `
create table tuning_plans (
  id text primary key,
  state text not null,
  problem text,
  refusal text,
  job_id text,
  created_at integer not null,
  updated_at integer not null,
  removed_at integer
) strict;

insert into tuning_plans (id, state, created_at, updated_at, removed_at)
select id, json_object(
    'name', json_extract(said, '$.name'),
    'connectionId', json_extract(said, '$.connectionId'),
    'model', json_extract(said, '$.baseModel'),
    'training', json((
      select json_object('datasetId', datasets.id, 'part', null)
      from json_each(said, '$.datasets') as chosen join datasets on datasets.id = chosen.value
      order by chosen.key limit 1
    ))
  ), created_at, updated_at, removed_at
from (select *, case when json_valid(state) then state else '{}' end as said from model_drafts)
where json_extract(said, '$.isRun');

delete from model_drafts where id in (select id from tuning_plans);

update model_drafts set state = json_remove(state, '$.isRun') where json_valid(state);

create table tuning_starts (
  job_id text primary key,
  plan_id text not null,
  connection_id text not null,
  place text not null,
  host text not null,
  name text not null,
  said text not null,
  data text not null,
  begun_at integer not null,
  asked_at integer,
  remote_id text
) strict;

create index tuning_starts_by_remote on tuning_starts (remote_id);
create index tuning_starts_by_plan on tuning_starts (plan_id);

create table tuning_uploads (
  place text not null,
  hash text not null,
  bytes integer not null,
  dataset_id text not null,
  upload text,
  file_id text,
  at integer not null,
  primary key (place, hash)
) strict;

create table tuning_learned (
  job_id text primary key,
  model text not null,
  method text not null,
  rows integer not null,
  hyperparameters text not null,
  hours real,
  at integer not null
) strict;

create index tuning_learned_by_model on tuning_learned (model, method);

create table tuning_refused_auto (
  model text not null,
  method text not null,
  name text not null,
  primary key (model, method, name)
) strict;

create table typed_training_prices (
  model text not null,
  unit text not null,
  amount real not null,
  currency text not null,
  at integer not null,
  primary key (model, unit)
) strict;

insert into typed_training_prices select model, 'tokens', amount, currency, at from training_prices;

drop table training_prices;
`;
