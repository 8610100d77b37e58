import { join } from "node:path";
import { openSearch } from "../../main/conversations/search.ts";
import { openDatabase } from "../../main/storage/database.ts";
import type { Comparison, Setting } from "./bench.ts";
import { measurePairs } from "./pairs.ts";
import { fillProfile } from "./profile.ts";
import { messageOf } from "./texts.ts";

export const name = "search";
export const limit = 1.5;

/** As many as the window asks for. */
const most = 50;
const words = ["number", "rough", "message 424", "as early as"];

/** The store's search over 100,000 messages against the bare query of SQLite's full-text index, in this process. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const profile = setting.folder();
  const file = join(profile, "assay.db");
  const hundred = Array.from({ length: 100 }, (_, index) => [`conversation ${index}`, 1_000] as const);
  fillProfile(profile, Object.fromEntries(hundred), messageOf);
  const database = openDatabase(file);
  const search = openSearch(database);
  const bare = database.prepare(
    "select rowid, snippet(message_texts, 1, '', '', '…', 12) from message_texts where message_texts match ? order by rowid desc limit ?",
  );
  const comparisons: Comparison[] = [];
  for (const query of words) {
    const found = search(query, most).length;
    if (found === 0) throw new Error(`Nothing was found for ${query}.`);
    const match = `"${query}"`;
    const taken = await measurePairs(
      setting.pairs,
      async () => timed(() => search(query, most)),
      async () => timed(() => bare.all(match, most)),
    );
    const notes = { found };
    comparisons.push({ what: `"${query}"`, unit: "ms", compared: "ratio", ...taken, notes });
  }
  database.close();
  return comparisons;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
