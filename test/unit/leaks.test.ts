import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { ClassicLevel } from "classic-level";
import { describe, expect, it } from "vitest";
import { databasesIn, encodingsOf, leaksIn, leaksInDatabases, leaksInFiles } from "../leaks.ts";
import { temporaryProfiles } from "./profile.ts";

const profile = temporaryProfiles();
const canary = 'c4n4ry"k3y/with+signs=0123456789';

describe("the search for a secret", () => {
  for (const [encoding] of encodingsOf(canary)) {
    it(`finds one ${encoding}, in the middle of other bytes`, () => {
      const planted = encodingsOf(canary).get(encoding) ?? Buffer.alloc(0);
      const noise = Buffer.from([0, 255, 10, 200]);
      expect(leaksIn(Buffer.concat([noise, planted, noise]), canary)).not.toEqual([]);
    });
  }

  it("finds twelve characters of one, and nothing in eleven or in none", () => {
    expect(leaksIn(Buffer.from(`x${canary.slice(9, 21)}x`), canary)).not.toEqual([]);
    expect(leaksIn(Buffer.from(`x${canary.slice(9, 20)}x`), canary)).toEqual([]);
    expect(leaksIn(Buffer.from("nothing of the kind"), canary)).toEqual([]);
  });

  it("finds one in base64 of a longer text, wherever it begins", () => {
    for (const before of ["", "a", "ab", "abc"]) {
      const encoded = Buffer.from(`${before}${canary} and more`).toString("base64");
      expect(leaksIn(Buffer.from(encoded), canary)).not.toEqual([]);
    }
  });

  it("finds one in any file, also inside a database", () => {
    const folder = profile();
    mkdirSync(join(folder, "deep/er"), { recursive: true });
    writeFileSync(join(folder, "deep/er/file.log"), `start ${canary}`);
    const database = new DatabaseSync(join(folder, "some.db"));
    database.exec("create table t (x)");
    database.prepare("insert into t values (?)").run(canary);
    database.close();
    const found = leaksInFiles(folder, canary).map((line) => line.split(":")[0]);
    expect(new Set(found)).toEqual(new Set([join(folder, "deep/er/file.log"), join(folder, "some.db")]));
  });

  it("finds one inside what a LevelDB or an SQLite file holds, compressed and over several pages, in every encoding", async () => {
    const long = "much the same, over and over. ".repeat(400);
    for (const [encoding, bytes] of encodingsOf(canary)) {
      const folder = profile();
      const level = new ClassicLevel<Buffer, Buffer>(join(folder, "level"), {
        keyEncoding: "buffer",
        valueEncoding: "buffer",
      });
      await level.put(Buffer.from("name"), Buffer.concat([Buffer.from(long), bytes, Buffer.from(long)]));
      await level.compactRange(Buffer.from("a"), Buffer.from("z"));
      await level.close();
      const database = new DatabaseSync(join(folder, "some.db"));
      database.exec("create table t (x)");
      database.prepare("insert into t values (?)").run(Buffer.concat([Buffer.from(long), bytes]));
      database.close();
      expect(databasesIn(folder)).toEqual({ sqlite: 1, level: 1 });
      const places = (await leaksInDatabases(folder, canary)).map((line) => line.split(",")[0]);
      expect([encoding, new Set(places)]).toEqual([
        encoding,
        new Set([join(folder, "some.db"), join(folder, "level")]),
      ]);
      expect(await leaksInDatabases(folder, "another-secret-of-some-length")).toEqual([]);
    }
  });
});
