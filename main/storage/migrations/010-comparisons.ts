/** Comparisons, their columns from left to right, and what each column answered. */
export const comparisons = `
create table comparisons (
  id text primary key,
  prompt text not null,
  created_at integer not null,
  updated_at integer not null,
  removed_at integer
) strict;

create table comparison_columns (
  id text primary key,
  comparison_id text not null references comparisons (id) on delete cascade,
  position integer not null,
  settings text not null
) strict;

create index columns_by_comparison on comparison_columns (comparison_id, position);

create table comparison_runs (
  id text primary key,
  column_id text not null references comparison_columns (id) on delete cascade,
  prompt text not null,
  text text not null,
  reasoning text not null,
  facts text not null,
  started_at integer not null
) strict;

create index runs_by_column on comparison_runs (column_id, started_at);
`;
