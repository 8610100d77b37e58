/** Votes and edited answers, each with all that it is about, and how far the votes of a comparison have come. */
export const votes = `
create table votes (
  id text primary key,
  source_id text,
  task text not null,
  is_blind integer not null,
  outcome text not null,
  better text,
  answers text not null,
  whole text not null,
  at integer not null,
  removed_at integer
) strict;

create index votes_by_source on votes (source_id, at);

create table voting_rounds (
  comparison_id text primary key references comparisons (id) on delete cascade,
  task text not null,
  is_blind integer not null,
  runs text not null,
  seed integer not null,
  is_revealed integer not null,
  skipped text not null
) strict;

create table edits (
  id text primary key,
  comparison_id text,
  run_id text not null,
  text text not null,
  original text not null,
  at integer not null,
  removed_at integer
) strict;

create index edits_by_run on edits (run_id);
`;
