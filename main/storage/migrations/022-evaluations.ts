/** Evaluations, whose rows and answers are in files of their own, and the scripts that a person lets run. */
export const evaluations = `
create table evaluations (
  id text primary key,
  name text not null,
  state text not null,
  origin text not null,
  pilot_of text,
  settings text not null,
  dataset_name text,
  version integer,
  counts text not null,
  problem text,
  created_at integer not null,
  started_at integer,
  ended_at integer,
  removed_at integer
) strict;

create table allowed_scripts (hash text primary key, at integer not null) strict, without rowid;
`;
