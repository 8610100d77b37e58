/** What has arrived of an answer of a comparison since its row was written; folded into the row when it ends. */
export const comparisonPieces = `
create table comparison_pieces (
  id integer primary key,
  run_id text not null references comparison_runs (id) on delete cascade,
  text text not null,
  reasoning text not null
) strict;

create index pieces_by_run on comparison_pieces (run_id, id);
`;
