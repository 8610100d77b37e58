/** Jobs with their events, metrics and checkpoints. */
export const tuningJobs = `
create table tuning_jobs (
  number integer primary key,
  id text not null unique,
  resource text not null,
  job_id text not null,
  host text not null,
  project text,
  said text not null,
  sent text,
  status text not null,
  told text not null,
  seen text not null,
  progress text not null,
  files text not null,
  diagnosis text,
  older_events text,
  created_at integer not null,
  read_at integer not null,
  detailed_at integer,
  removed_at integer,
  unique (resource, job_id)
) strict;

create table tuning_events (
  job integer not null references tuning_jobs (number) on delete cascade,
  position integer not null,
  event_id text not null,
  at integer not null,
  level text not null,
  message text not null,
  mark text,
  primary key (job, position)
) strict, without rowid;

create index tuning_events_by_mark on tuning_events (job, mark, position) where mark is not null;

create table tuning_columns (
  number integer primary key,
  job integer not null references tuning_jobs (number) on delete cascade,
  key text not null,
  name text not null,
  points integer not null,
  unique (job, key)
) strict;

create table tuning_metrics (
  col integer not null references tuning_columns (number) on delete cascade,
  step real not null,
  value real,
  primary key (col, step)
) strict, without rowid;

create table tuning_checkpoints (
  job integer not null references tuning_jobs (number) on delete cascade,
  checkpoint_id text not null,
  step real not null,
  model text not null,
  metrics text not null,
  created_at integer not null,
  primary key (job, checkpoint_id)
) strict, without rowid;

create index tuning_checkpoints_by_model on tuning_checkpoints (model);
`;
