import { join } from "node:path";
import { createConversations } from "../../../../main/conversations/conversations.ts";
import { openSearch } from "../../../../main/conversations/search.ts";
import { openConversations, type TreeMessage } from "../../../../main/conversations/store.ts";
import { createStreams } from "../../../../main/conversations/streams.ts";
import { type FromRow, isRow, type LeftOut } from "../../../../main/datasets/from/row.ts";
import { openDatabase } from "../../../../main/storage/database.ts";
import type { AnswerDetails } from "../../../../preload/contract/conversations.ts";
import type { JudgedAnswer } from "../../../../preload/contract/votes.ts";
import { nobody } from "../../runs/nobody.ts";

/** Conversations that are only read, and the store that they are written to. */
export function conversationsIn(folder: string) {
  const database = openDatabase(join(folder, "assay.db"));
  const store = openConversations(database);
  const service = createConversations({
    store,
    search: openSearch(database),
    streams: createStreams(store, () => {}),
    connections: { target: nobody, address: nobody },
    deployments: { ways: nobody, rememberRoute: nobody, rememberNote: nobody },
    prices: { of: nobody },
    emit: () => {},
  });
  /** Writes a branch of messages, each below the one before. */
  const write = (id: string, messages: readonly Partial<TreeMessage>[], systemPrompt = "", title = id) => {
    const whole = messages.map(
      (message, index): TreeMessage => ({
        id: `${id}-${index}`,
        parentId: index === 0 ? null : `${id}-${index - 1}`,
        role: "assistant",
        text: "",
        reasoning: "",
        deployment: null,
        createdAt: index,
        end: message.role === "user" ? null : "stop",
        measurement: null,
        details: null,
        attachments: [],
        ...message,
      }),
    );
    const conversation = { id, title, connectionId: "k", deployment: "d" };
    store.addTree(conversation, { systemPrompt, parameters: {} }, whole, whole.at(-1)?.id ?? null);
  };
  return { service, store, write };
}

/** What is known of an answer that called a tool. */
export const calling = (result: string | null): AnswerDetails => ({
  refused: false,
  toolCalls: [{ id: "call_1", name: "weather", arguments: '{"city":"Bern"}', result }],
  filters: [],
  reasoningTime: null,
  notes: [],
  route: null,
  requestId: null,
  region: null,
});

/** An answer that was judged. */
export const judgedAnswer = (runId: string, changes: Partial<JudgedAnswer> = {}): JudgedAnswer => ({
  runId,
  contestant: { key: runId, name: runId },
  deployment: "d",
  connection: "Lab",
  model: "gpt-4.1",
  modelVersion: null,
  systemPrompt: "Be brief.",
  parameters: {},
  prompt: "Why is the sky blue?",
  text: `By ${runId}`,
  end: "stop",
  measured: null,
  conditions: {
    startedAt: 1,
    model: null,
    sku: null,
    apiVersion: null,
    route: null,
    region: null,
    requestId: null,
    remaining: { requests: null, tokens: null },
  },
  cost: null,
  ...changes,
});

/** Rows with their text parsed, and what was left out, in their order. */
export function split(all: Iterable<FromRow | LeftOut>) {
  const rows: (Omit<FromRow, "text"> & { value: Record<string, unknown> })[] = [];
  const leftOut: string[] = [];
  for (const one of all) {
    if (!isRow(one)) leftOut.push(one.leftOut);
    else {
      const { text, ...row } = one;
      rows.push({ ...row, value: JSON.parse(text) });
    }
  }
  return { rows, leftOut };
}
