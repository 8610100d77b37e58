import type { Tables } from "../../storage/own-file.ts";

const blindMarks = `create table blind_marks (
  grader integer not null,
  row integer not null,
  model integer not null,
  repeat integer not null,
  score real not null,
  label text,
  at integer not null
) strict;`;

/**
 * The tables of an evaluation's file. Models and graders are named by their place in the settings. An answer has its key
 * from its place in the plan, so that none is there twice; `measures` holds what is counted, `answers` what is read one by
 * one: counting never passes over texts. `pending` holds what a model has still to grade; it is emptied by the grade in the
 * same transaction; `replies` what judges of pairs said word for word, and what judges said when they were asked again.
 * `marks` holds the person's own grades as they are now, and `blind_marks` each that was given blind, by which judges are
 * measured, also where it was changed with the verdict in view. `sent` holds what the service was given to do by itself, written down before it is sent, until its answers
 * are here. Texts are blobs where they hold a NUL, at which SQLite would end them.
 */
const schema = `
create table facts (name text primary key, value text not null) strict, without rowid;

create table rows (
  row integer primary key,
  key integer not null,
  text any not null,
  asked any not null,
  reference any,
  tags text not null,
  language text,
  length integer not null,
  cluster integer,
  label text,
  note any not null,
  problem text
) strict;
create index rows_by_cluster on rows (cluster) where cluster is not null;

create table answers (
  row integer not null,
  model integer not null,
  repeat integer not null,
  text any not null,
  calls any not null,
  end text not null,
  diagnosis text,
  started_at integer not null,
  request_id text,
  primary key (row, model, repeat)
) strict, without rowid;

create table measures (
  model integer not null,
  row integer not null,
  repeat integer not null,
  failed integer not null,
  first_token real,
  total real,
  prompt_tokens integer,
  completion_tokens integer,
  reasoning_tokens integer,
  cost real,
  currency text,
  primary key (model, row, repeat)
) strict, without rowid;

create table grades (
  grader integer not null,
  model integer not null,
  row integer not null,
  repeat integer not null,
  score real,
  passed integer,
  error text,
  is_flip integer not null,
  label text,
  primary key (grader, model, row, repeat)
) strict, without rowid;

create table remarks (
  row integer not null,
  model integer not null,
  repeat integer not null,
  grader integer not null,
  said any,
  parts text,
  primary key (row, model, repeat, grader)
) strict, without rowid;

create table pending (
  grader integer not null,
  row integer not null,
  model integer not null,
  repeat integer not null,
  primary key (grader, row, model, repeat)
) strict, without rowid;

create table replies (
  grader integer not null,
  row integer not null,
  model integer not null,
  repeat integer not null,
  turn integer not null,
  reply any not null,
  primary key (grader, row, model, repeat, turn)
) strict, without rowid;

create table votes (
  row integer not null,
  model integer not null,
  repeat integer not null,
  other_model integer not null,
  other_repeat integer not null,
  better integer,
  is_blind integer not null,
  at integer not null
) strict;
create index votes_by_row on votes (row);

create table marks (
  grader integer not null,
  row integer not null,
  model integer not null,
  repeat integer not null,
  score real not null,
  is_blind integer not null,
  at integer not null,
  label text,
  primary key (grader, row, model, repeat)
) strict, without rowid;

${blindMarks}

create table sent (
  name text primary key,
  model integer,
  places text not null,
  remote text
) strict, without rowid;
`;

const second = `
alter table grades add column label text;
alter table marks add column label text;
${blindMarks}
insert into blind_marks
  select grader, row, model, repeat, score, label, at from marks where is_blind = 1 order by at;
`;

/** The tables of an evaluation's file, and their version. */
export const evaluationTables: Tables = { schema, version: 2, changes: [second] };
