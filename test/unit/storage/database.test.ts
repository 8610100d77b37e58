import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSearch } from "../../../main/conversations/search.ts";
import { openConversations } from "../../../main/conversations/store.ts";
import { inTransaction, NewerDatabase, openDatabase } from "../../../main/storage/database.ts";
import { migrations } from "../../../main/storage/migrations/index.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();

const insertInto = (title: string) =>
  `insert into conversations (id, title, connection_id, deployment, created_at, updated_at) values ('c', '${title}', 'k', 'd', 1, 1)`;

describe("the database", () => {
  it("is created at the newest version, for its owner only", () => {
    const file = join(profile(), "assay.db");
    const database = openDatabase(file);
    expect(database.prepare("pragma user_version").get()).toEqual({ user_version: migrations.length });
    expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
    database.close();
  });

  it("is readable by its owner only, and so is the log beside it", () => {
    const file = join(profile(), "assay.db");
    const database = openDatabase(file);
    database.exec(insertInto("t"));
    for (const name of [file, `${file}-wal`, `${file}-shm`])
      expect([name, statSync(name).mode & 0o777]).toEqual([name, 0o600]);
    database.close();
  });

  it("tells the first error, also where SQLite has rolled back by itself", () => {
    const database = openDatabase(join(profile(), "assay.db"));
    const work = () => {
      database.exec("rollback");
      throw new Error("database or disk is full");
    };
    expect(() => inTransaction(database, work)).toThrow("database or disk is full");
    database.close();
  });

  it("opens a database of each earlier version and keeps a copy of it first", () => {
    for (let version = 1; version <= migrations.length; version++) {
      const folder = profile();
      const file = join(folder, "assay.db");
      const earlier = openDatabase(file, migrations.slice(0, version));
      earlier.exec(
        `${insertInto("title")}; insert into messages (id, conversation_id, parent_id, role, text, created_at)
        values ('m', 'c', null, 'user', 'some words', 1), ('r', 'c', 'm', 'assistant', '', 1);
        insert into stream_parts (message_id, sequence, text, reasoning) values ('r', 1, 'cut ', ''), ('r', 2, 'off', '')`,
      );
      earlier.close();
      const later = openDatabase(file, [...migrations, "create table added (id text)"]);
      expect(later.prepare("select title from conversations").get()).toEqual({ title: "title" });
      expect(openSearch(later)("some w", 9)).toMatchObject([{ messageId: "m" }]);
      const store = openConversations(later);
      expect(store.recover()).toBe(1);
      expect(store.stretch("r", {}).messages).toMatchObject([
        { id: "m", text: "some words" },
        { id: "r", text: "cut off", end: "interrupted", siblings: ["r"], attachments: [], details: null },
      ]);
      expect(openSearch(later)("cut off", 9)).toMatchObject([{ messageId: "r" }]);
      later.close();
      const [copy = ""] = readdirSync(folder).filter((name) => name.startsWith(`assay.version-${version}.`));
      const backup = openDatabase(join(folder, copy), migrations.slice(0, version));
      expect(backup.prepare("select title from conversations").get()).toEqual({ title: "title" });
      backup.close();
    }
  });

  it("does not touch a database of a newer version", () => {
    const file = join(profile(), "assay.db");
    openDatabase(file, [...migrations, "create table added (id text)"]).close();
    expect(() => openDatabase(file)).toThrow(NewerDatabase);
  });

  it("does not touch a file that is no database", () => {
    const file = join(profile(), "assay.db");
    writeFileSync(file, "not a database, but somebody's text".repeat(100));
    expect(() => openDatabase(file)).toThrow();
    expect(statSync(file).size).toBe(3500);
  });

  it("undoes a migration that fails", () => {
    const file = join(profile(), "assay.db");
    openDatabase(file).close();
    expect(() =>
      openDatabase(file, [...migrations, "create table half (id text); select nonsense"]),
    ).toThrow();
    const database = openDatabase(file);
    expect(database.prepare("select name from sqlite_master where name = 'half'").get()).toBeUndefined();
    database.close();
  });

  it("writes a transaction whole or not at all", () => {
    const database = openDatabase(join(profile(), "assay.db"));
    const insert = () => database.exec(insertInto("t"));
    expect(() =>
      inTransaction(database, () => {
        insert();
        throw new Error("half-way");
      }),
    ).toThrow("half-way");
    expect(database.prepare("select count(*) n from conversations").get()).toEqual({ n: 0 });
    const given = inTransaction(database, () => {
      insert();
      return 5;
    });
    expect(given).toBe(5);
    database.close();
  });
});
