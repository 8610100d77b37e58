/** What a conversation asks with, what is known of an answer, attachments, drafts, and the index of every message. */
export const branches = `
alter table conversations add column pinned integer not null default 0;
alter table conversations add column removed_at integer;
alter table conversations add column system_prompt text not null default '';
alter table conversations add column parameters text not null default '{}';

alter table messages add column connection_id text;
alter table messages add column details text;
create index messages_by_parent on messages (parent_id);

create table attachments (
  id text primary key,
  message_id text not null references messages (id) on delete cascade,
  position integer not null,
  kind text not null,
  name text not null,
  type text not null,
  data blob not null
) strict;
create index attachments_by_message on attachments (message_id, position);

create table drafts (
  conversation_id text primary key,
  text text not null
) strict, without rowid;

create table deployment_adjustments (
  connection_id text not null references connections (id) on delete cascade,
  deployment text not null,
  adjustments text not null,
  primary key (connection_id, deployment)
) strict, without rowid;

create virtual table message_texts using fts5 (message_id unindexed, text, tokenize = 'trigram');
insert into message_texts (rowid, message_id, text) select rowid, id, text from messages where text <> '';

create trigger messages_added after insert on messages when new.text <> '' begin
  insert into message_texts (rowid, message_id, text) values (new.rowid, new.id, new.text);
end;
create trigger messages_written after update of text on messages when new.text <> old.text begin
  delete from message_texts where rowid = old.rowid;
  insert into message_texts (rowid, message_id, text) values (new.rowid, new.id, new.text);
end;
create trigger messages_removed after delete on messages begin
  delete from message_texts where rowid = old.rowid;
end;
`;
