/** Benches of graders: the last one of each plan, and the rows that were asked. */
export const graders = `
create table grader_benches (
  plan_id text primary key,
  id text not null unique,
  state text not null,
  about text not null,
  started_at integer not null
) strict;

create table grader_bench_rows (
  bench_id text not null,
  place integer not null,
  row text not null,
  primary key (bench_id, place)
) strict;
`;
