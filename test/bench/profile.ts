import { join } from "node:path";
import { openConnections } from "../../main/connections/store.ts";
import { openConversations } from "../../main/conversations/store.ts";
import { openDatabase } from "../../main/storage/database.ts";

const connectionId = "bench";
const deployment = "gpt-4.1-mini";
/** A fixed moment, in milliseconds since the epoch. */
const start = Date.UTC(2026, 0, 1);

/**
 * Fills a profile with one connection, which is never reached, and a conversation for each entry, oldest first: its
 * number of messages, questions and answers in turns, which `text` writes. The conversations' titles are their ids.
 */
export function fillProfile(
  profile: string,
  conversations: Record<string, number>,
  text: (message: number) => string,
): void {
  const database = openDatabase(join(profile, "assay.db"));
  openConnections(database).put({
    id: connectionId,
    name: "bench",
    kind: "api_key",
    endpoint: "http://127.0.0.1:9",
    sandbox: false,
    isDefault: true,
    createdAt: start,
    account: null,
    apiVersion: null,
    keyHeader: null,
    extraHeaders: [],
    deployment: null,
    gateway: null,
    resourceId: null,
  });
  const store = openConversations(database);
  const ending = { end: "stop", diagnosis: null, measurement: null, details: null } as const;
  let at = start;
  // One transaction for each turn: fast enough, for a disk is not waited for.
  database.exec("pragma synchronous = off");
  for (const [id, count] of Object.entries(conversations)) {
    for (let message = 0; message < count; message += 2) {
      at += 60_000;
      const question = { id: `${id}-${message}`, text: text(message), at };
      const reply = { id: `${id}-${message + 1}`, text: text(message + 1), at };
      store.addTurn({ id, title: id, connectionId, deployment }, store.leaf(id), question, reply);
      store.finish(reply.id, ending, at);
    }
  }
  database.close();
}
