/** Deployments under names of one's own, which of them a conversation was asked of, and what a deployment answered last. */
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

create index messages_by_answerer on messages (connection_id, deployment, created_at)
where connection_id is not null;
`;
