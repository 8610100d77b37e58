import { createRuns } from "../../../main/comparisons/active-runs.ts";
import { openComparisons } from "../../../main/comparisons/store.ts";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { createPacing } from "../../../main/runs/pacing.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { begun } from "./begun.ts";

/**
 * A process that writes the answers of three columns to the database whose path it is given, until it is killed. What is
 * shown goes to its output, one JSON line a batch.
 */
const [, , file = ""] = process.argv;
const store = openComparisons(openDatabase(file));
const runs = createRuns(
  store,
  (name, payload) => {
    if (name === "comparisons.deltas") process.stdout.write(`${JSON.stringify(payload)}\n`);
  },
  createPacing(),
);

/** Words without end, some of them outside the basic plane, in pieces of a few characters. */
async function* endless(seed: string): AsyncGenerator<ChatEvent> {
  for (let count = 0; ; count++) {
    const type = count < 20 ? "reasoning" : "text";
    yield { type, at: performance.now(), text: `${seed}.${count} 🜚 gold ` };
    if (count % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

store.create("c");
const columns = ["a", "b", "d"].map((id) => ({
  id,
  connectionId: "k",
  deployment: "gpt-4.1",
  modelId: null,
  systemPrompt: "",
  parameters: {},
  ownPrompt: null,
}));
store.arrange("c", "Go on", columns);
for (const { id } of columns) {
  runs.begin(
    { ...begun, id: `run-${id}`, columnId: id },
    id,
    () => endless(id),
    async (run) => run,
  );
}
