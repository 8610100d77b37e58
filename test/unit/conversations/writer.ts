import { openConversations } from "../../../main/conversations/store.ts";
import { createStreams } from "../../../main/conversations/streams.ts";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Delta } from "../../../preload/contract/conversations.ts";

/**
 * A process that writes three answers at once to the database whose path it is given, until it is killed. What is shown
 * goes to its output, one JSON line a batch.
 */
const [, , file = ""] = process.argv;
const store = openConversations(openDatabase(file));
const streams = createStreams(store, (name, payload) => {
  if (name === "chat.deltas")
    process.stdout.write(`${JSON.stringify((payload as { deltas: Delta[] }).deltas)}\n`);
});

/** Words without end, some of them outside the basic plane, in pieces of a few characters. */
async function* endless(seed: number): AsyncGenerator<ChatEvent> {
  for (let count = 0; ; count++) {
    const at = performance.now();
    const type = count < 20 ? "reasoning" : "text";
    yield { type, at, text: `${seed}.${count} 🜚 gold ` };
    if (count % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

for (const seed of [1, 2, 3]) {
  const reply = { id: `reply-${seed}`, text: "", at: seed };
  store.addTurn(
    { id: `conversation-${seed}`, title: "t", connectionId: "k", deployment: "d" },
    null,
    { id: `question-${seed}`, text: "Go on", at: seed },
    reply,
  );
  void streams.run({ id: reply.id, conversationId: `conversation-${seed}` }, () => endless(seed));
}
