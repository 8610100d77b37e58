/** Series of runs, and when each piece of a comparison's answer came. */
export const series = `
create table series (
  id text primary key,
  comparison_id text,
  title text not null,
  origin text not null,
  state text not null,
  problem text,
  about text not null,
  targets text not null,
  created_at integer not null,
  removed_at integer
) strict;

create table series_runs (
  series_id text not null references series (id) on delete cascade,
  column_id text not null,
  prompt_id text not null,
  repeat integer not null,
  is_warm_up integer not null,
  facts text not null,
  text text not null,
  reasoning text not null,
  events text not null,
  problem text,
  primary key (series_id, column_id, prompt_id, repeat, is_warm_up)
) strict;

create index outcomes_of_series on series_runs (
  series_id, column_id, prompt_id, repeat, is_warm_up, facts ->> '$.end',
  facts ->> '$.measurement.firstToken', facts ->> '$.measurement.total', facts ->> '$.measurement.tokensPerSecond',
  facts ->> '$.cost.amount', facts ->> '$.cost.currency'
);

alter table comparison_runs add column events text;
`;
