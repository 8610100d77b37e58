/** Connections, conversations as trees of messages, and the parts of answers that are still being written. */
export const start = `
create table connections (
  id text primary key,
  name text not null,
  kind text not null,
  endpoint text not null,
  sandbox integer not null,
  created_at integer not null
) strict;

create table conversations (
  id text primary key,
  title text not null,
  connection_id text not null,
  deployment text not null,
  leaf_id text,
  created_at integer not null,
  updated_at integer not null
) strict;
create index conversations_by_time on conversations (updated_at desc);

create table messages (
  id text primary key,
  conversation_id text not null references conversations (id) on delete cascade,
  parent_id text references messages (id) on delete cascade,
  role text not null,
  text text not null,
  reasoning text not null default '',
  deployment text,
  created_at integer not null,
  ended text,
  diagnosis text,
  measurement text
) strict;
create index messages_by_conversation on messages (conversation_id, created_at);

create table stream_parts (
  message_id text not null references messages (id) on delete cascade,
  sequence integer not null,
  text text not null,
  reasoning text not null,
  primary key (message_id, sequence)
) strict, without rowid;
`;
