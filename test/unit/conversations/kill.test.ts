import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { openConversations } from "../../../main/conversations/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Delta } from "../../../preload/contract/conversations.ts";
import { compiled, started } from "../child.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const times = 30;
let writer = "";

beforeAll(async () => {
  writer = await compiled(new URL("writer.ts", import.meta.url), profile());
}, 60_000);

/** Runs the writer on a database until it is killed after a while. Gives each answer's text and thinking as they were shown. */
function killed(file: string, after: number): Promise<Map<string, { text: string; reasoning: string }>> {
  const child = started(writer, [file]);
  let output = "";
  let begun = false;
  child.stdout.on("data", (bytes: Buffer) => {
    output += bytes.toString("latin1");
    if (!begun) setTimeout(() => child.kill("SIGKILL"), after);
    begun = true;
  });
  return new Promise((resolve) => {
    child.on("close", () => {
      const shown = new Map<string, { text: string; reasoning: string }>();
      // The last line may be cut: what is not whole was not shown.
      const lines = Buffer.from(output, "latin1").toString().split("\n").slice(0, -1);
      for (const { replyId, text, reasoning } of lines.flatMap((line) => JSON.parse(line) as Delta[])) {
        const before = shown.get(replyId) ?? { text: "", reasoning: "" };
        shown.set(replyId, { text: before.text + text, reasoning: before.reasoning + reasoning });
      }
      resolve(shown);
    });
  });
}

it(`${times} times killed at random moments while three answers are written: every character that was shown is there`, async () => {
  let characters = 0;
  for (let time = 0; time < times; time++) {
    const file = join(profile(), "assay.db");
    const shown = await killed(file, Math.random() * 150);
    expect(shown.size).toBeGreaterThan(0);
    const database = openDatabase(file);
    expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
    const store = openConversations(database);
    store.recover();
    for (const [replyId, { text, reasoning }] of shown) {
      const kept = store.message(replyId);
      expect(kept?.end).toBe("interrupted");
      expect(kept?.text.startsWith(text)).toBe(true);
      expect(kept?.reasoning.startsWith(reasoning)).toBe(true);
      characters += text.length + reasoning.length;
    }
    expect(store.recover()).toBe(0);
    database.close();
  }
  expect(characters).toBeGreaterThan(times * 1000);
}, 120_000);
