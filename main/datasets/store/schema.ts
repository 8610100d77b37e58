/** What `until` is for a row that is still there. */
export const never = Number.MAX_SAFE_INTEGER;

/**
 * The tables of a dataset's file. A row is never changed: an operation ends it (`until`) and begins another with the same
 * key (`since`), so that undo, versions and their comparison are the same thing, and what was cut halfway can be told from
 * what was done. `text` is a blob where it holds a NUL, at which SQLite would end a text.
 */
const schema = `
create table facts (name text primary key, value text not null) strict, without rowid;

create table origins (
  number integer primary key,
  kind text not null,
  name text not null,
  detail text not null,
  unique (kind, detail)
) strict;

create table operations (
  number integer primary key,
  kind text not null,
  is_done integer not null,
  rows integer not null,
  size integer not null,
  blocks integer,
  warns integer,
  at integer not null
) strict;

create table versions (number integer primary key, operation integer not null, at integer not null) strict;

create table rows (
  id integer primary key,
  key integer not null,
  place real not null,
  since integer not null,
  until integer not null,
  text any not null,
  characters integer not null,
  turns integer not null,
  tokens integer,
  language text,
  origin integer,
  spot any
) strict;

create index rows_by_place on rows (place, since, until);
create index rows_by_key on rows (key, since);
create index rows_begun on rows (since) where since > 1;
create index rows_ended on rows (until) where until < ${never};

create table marks (
  id integer primary key,
  key integer not null,
  kind text not null,
  value text not null,
  since integer not null,
  until integer not null
) strict;

create index marks_by_key on marks (key, kind);
create index marks_by_value on marks (kind, value, key);

create table findings (
  id integer primary key,
  row integer not null,
  rule text not null,
  severity text not null,
  at integer not null,
  length integer not null,
  path text not null,
  parameters text not null
) strict;

create index findings_by_row on findings (row, severity);
create index findings_by_rule on findings (rule, row);

create table whole_findings (rule text primary key, parameters text not null) strict;

create virtual table row_texts using fts5(
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
`;

/** The tables of a dataset's file, and their version. */
export const datasetTables = { schema, version: 1 };
