import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { expect, it } from "vitest";
import { evaluationTables } from "../../../main/evaluations/store/schema.ts";
import type { Database } from "../../../main/storage/database.ts";
import { openOwnFile, type Tables } from "../../../main/storage/own-file.ts";
import { temporaryProfiles } from "../profile.ts";

const makeProfile = temporaryProfiles();

const first: Tables = { schema: "create table things (name text) strict;", version: 1 };
const third: Tables = {
  schema: "create table things (name text, size integer, color text) strict;",
  version: 3,
  changes: ["alter table things add column size integer;", "alter table things add column color text;"],
};
const columnsIn = (database: Database, table: string): string[] =>
  database
    .prepare("select name from pragma_table_info(?)")
    .all(table)
    .map(({ name }) => String(name));

it("brings a file of an earlier version to this one and loses nothing, whoever opens it", () => {
  const path = join(makeProfile(), "things.db");
  const old = openOwnFile(path, first);
  old.exec("insert into things values ('one')");
  old.close();
  const now = openOwnFile(path, third);
  const meanwhile = openOwnFile(path, third);
  expect(columnsIn(meanwhile, "things")).toEqual(["name", "size", "color"]);
  expect(now.prepare("select * from things").all()).toEqual([{ name: "one", size: null, color: null }]);
  meanwhile.close();
  now.close();
  expect(() => openOwnFile(path, first)).toThrow("was written by a newer version");
});

it("changes nothing of a file where a change fails", () => {
  const path = join(makeProfile(), "things.db");
  openOwnFile(path, first).close();
  const broken = { ...third, changes: [third.changes?.[0] ?? "", "alter table nothing add column x;"] };
  expect(() => openOwnFile(path, broken)).toThrow();
  const database = openOwnFile(path, first);
  expect(columnsIn(database, "things")).toEqual(["name"]);
  database.close();
});

it("makes the same of an evaluation of the first version as it makes anew", () => {
  const folder = makeProfile();
  const made = openOwnFile(join(folder, "new.db"), evaluationTables);
  const path = join(folder, "old.db");
  const before = new DatabaseSync(path);
  before.exec(`
    create table grades (grader integer not null, model integer not null, row integer not null, repeat integer not null,
      score real, passed integer, error text, is_flip integer not null,
      primary key (grader, model, row, repeat)) strict, without rowid;
    create table marks (grader integer not null, row integer not null, model integer not null, repeat integer not null,
      score real not null, is_blind integer not null, at integer not null,
      primary key (grader, row, model, repeat)) strict, without rowid;
    insert into grades values (0, 0, 0, 0, 1, 1, null, 0);
    insert into marks values (0, 0, 0, 0, 1, 1, 5), (0, 1, 0, 0, 0, 0, 6);
    pragma user_version = 1;`);
  before.close();
  const renewed = openOwnFile(path, evaluationTables);
  for (const table of ["grades", "marks", "blind_marks"])
    expect(columnsIn(renewed, table)).toEqual(columnsIn(made, table));
  expect(renewed.prepare("select row, score, label, at from blind_marks").all()).toEqual([
    { row: 0, score: 1, label: null, at: 5 },
  ]);
  renewed.close();
  made.close();
});
