/** Deployments under names of one's own, and which of them a conversation was asked of. */
export const models = `
create table models (
  id text primary key,
  name text not null,
  connection_id text,
  connection_name text not null,
  endpoint text not null,
  deployment text not null,
  system_prompt text not null,
  parameters text not null,
  notes text not null,
  tags text not null,
  datasets text not null,
  known text not null,
  created_at integer not null,
  updated_at integer not null,
  removed_at integer
) strict;

alter table conversations add column model_id text;
`;
