/**
 * Deployments of tuned models with the step that each has come to, trials with their rows and answers, and copies of
 * checkpoints. What a registered model was tuned from stands with it.
 */
export const tunedModels = `
alter table models add column ancestry text;

create table tuned_deployments (
  id text primary key,
  connection_id text not null,
  deployment text not null,
  model text not null,
  job_id text,
  step integer,
  format text not null,
  version text not null,
  sku text,
  capacity integer,
  kind text not null,
  trial_id text,
  state text not null,
  is_accepted integer not null,
  diagnosis text,
  begun_at integer,
  called_at integer,
  gone_at integer,
  warned text not null,
  created_at integer not null
) strict;

create index tuned_by_name on tuned_deployments (connection_id, deployment);
create index tuned_by_trial on tuned_deployments (trial_id);

create table tuned_facts (name text primary key, value text not null) strict, without rowid;

create table trials (
  id text primary key,
  job_id text not null,
  connection_id text not null,
  dataset_id text not null,
  dataset_name text not null,
  version integer not null,
  part text,
  seed integer not null,
  grader text not null,
  judge text,
  sku text not null,
  format text not null,
  state text not null,
  diagnosis text,
  created_at integer not null
) strict;

create table trial_candidates (
  trial_id text not null references trials (id) on delete cascade,
  number integer not null,
  kind text not null,
  model text not null,
  step integer,
  state text not null,
  diagnosis text,
  primary key (trial_id, number)
) strict, without rowid;

create table trial_rows (
  trial_id text not null references trials (id) on delete cascade,
  number integer not null,
  key integer not null,
  text text not null,
  primary key (trial_id, number)
) strict;

create table trial_answers (
  trial_id text not null references trials (id) on delete cascade,
  candidate integer not null,
  number integer not null,
  text text,
  grade text,
  diagnosis text,
  primary key (trial_id, candidate, number)
) strict;

create table checkpoint_copies (
  id text primary key,
  job_id text not null,
  model text not null,
  destination text not null,
  region text not null,
  state text not null,
  is_accepted integer not null,
  copied_model text,
  diagnosis text,
  created_at integer not null
) strict;
`;
