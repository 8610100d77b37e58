import { join } from "node:path";
import { openConversations } from "../../main/conversations/store.ts";
import { openDatabase } from "../../main/storage/database.ts";
import type { Comparison, Setting, Skipped } from "./bench.ts";
import { measurePairs } from "./pairs.ts";
import { fillProfile } from "./profile.ts";
import { messageOf } from "./texts.ts";

export const name = "search";
export const limit = 1.5;

const words = ["number", "rough", "message 4242", "early possible"];

/** The store's search over 100,000 messages against the bare query of SQLite's full-text index, in this process. */
export async function run(setting: Setting): Promise<Comparison[] | Skipped> {
  const profile = setting.folder();
  const file = join(profile, "assay.db");
  const empty = openDatabase(file);
  const table = fullTextTable(empty);
  const hasSearch = "search" in openConversations(empty);
  empty.close();
  if (table === null || !hasSearch) return { skipped: "the app has no search yet" };

  const hundred = Array.from({ length: 100 }, (_, index) => [`conversation ${index}`, 1_000] as const);
  fillProfile(profile, Object.fromEntries(hundred), messageOf);
  const database = openDatabase(file);
  const store = openConversations(database) as unknown as { search(query: string): unknown[] };
  const bare = database.prepare(
    `select rowid, snippet(${table}, -1, '', '', '…', 12) from ${table} where ${table} match ? order by rank limit ?`,
  );
  const comparisons: Comparison[] = [];
  for (const query of words) {
    const found = store.search(query).length;
    if (found === 0) throw new Error(`Nothing was found for ${query}.`);
    const match = query
      .split(" ")
      .map((word) => `"${word}"`)
      .join(" ");
    const taken = await measurePairs(
      setting.pairs,
      async () => timed(() => store.search(query)),
      async () => timed(() => bare.all(match, found)),
    );
    const notes = { found, table };
    comparisons.push({ what: `"${query}"`, unit: "ms", compared: "ratio", ...taken, notes });
  }
  database.close();
  return comparisons;
}

/** The name of the first full-text table; null where there is none. */
function fullTextTable(database: ReturnType<typeof openDatabase>): string | null {
  const row = database.prepare("select name from sqlite_master where sql like '%using fts5%'").get();
  return row ? String(row.name) : null;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
