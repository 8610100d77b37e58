/** Models that are being made, and the files that a person has uploaded. */
export const drafts = `
create table model_drafts (
  id text primary key,
  state text not null,
  created_at integer not null,
  updated_at integer not null,
  removed_at integer
) strict;

create table datasets (
  id text primary key,
  name text not null,
  kind text not null,
  size integer not null,
  row_count integer not null,
  created_at integer not null,
  removed_at integer
) strict;
`;
