import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createFilling } from "../../../main/conversations/filling.ts";
import { openConversations, type TreeMessage } from "../../../main/conversations/store.ts";
import { noAdjustments } from "../../../main/foundry/chat/adjustments.ts";
import { understandEndpoint } from "../../../main/foundry/endpoints/parse.ts";
import { type Database, openDatabase } from "../../../main/storage/database.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const open: Database[] = [];
afterEach(() => {
  for (const database of open.splice(0)) database.close();
});

/** A store, and its fill; `answer` is what the service says to a count, `asked` are the addresses and bodies it got. */
function setUp(answer: () => Response, dialect: DialectName = "responses") {
  const database = openDatabase(join(profile(), "assay.db"));
  open.push(database);
  const store = openConversations(database);
  const understanding = understandEndpoint("https://a.openai.azure.com");
  if (!understanding.ok) throw new Error("The address is wrong");
  const asked: { path: string; body: Record<string, unknown> }[] = [];
  const target = {
    endpoint: understanding.endpoint,
    credential: { kind: "api_key" as const, secret: "k" },
    consent: null,
    apiVersion: null,
    fetch: async (input: string, init: RequestInit) => {
      asked.push({ path: new URL(input).pathname, body: JSON.parse(String(init.body)) });
      return answer();
    },
  };
  const filling = createFilling({
    store,
    connections: { target: async () => target },
    deployments: { ways: () => ({ dialect, route: undefined, adjustments: noAdjustments, model: null }) },
  });
  const message = (role: "user" | "assistant", text: string, parentId: string | null): TreeMessage => ({
    ...{ id: randomUUID(), parentId, role, text, reasoning: "", createdAt: 1, attachments: [] },
    ...{ deployment: role === "user" ? null : "d", end: role === "user" ? null : "stop" },
    ...{ measurement: null, details: null },
    ...(role === "assistant" && { connectionId: "k" }),
  });
  const keep = (messages: TreeMessage[]) => {
    const conversation = { id: randomUUID(), title: "t", connectionId: "k", deployment: "d" };
    const options = { systemPrompt: "", parameters: {} };
    store.addTree(conversation, options, messages, messages.at(-1)?.id ?? null);
    return conversation.id;
  };
  const to = { connectionId: "k", deployment: "d", systemPrompt: "", parameters: {} };
  return { filling, asked, message, keep, to };
}

const counts = () => Response.json({ object: "response.input_tokens", input_tokens: 321 });
const notThere = () =>
  Response.json({ error: { code: "404", message: "Resource not found" } }, { status: 404 });

it("is estimated from what is kept, with the texts that go along and the calls of tools", () => {
  const { filling, message, keep, to } = setUp(counts);
  expect(filling.fill({ ...to, conversationId: null })).toEqual({ tokens: 0, left: 0, canCount: true });
  const question = message("user", "word ".repeat(100), null);
  const file = { kind: "text" as const, name: "a.txt", type: "text/plain", data: "word ".repeat(1000) };
  const picture = { kind: "image" as const, name: "b.png", type: "image/png", data: "aGk=" };
  question.attachments = [file, picture];
  const reply = message("assistant", "word ".repeat(50), question.id);
  const alone = filling.fill({ ...to, conversationId: keep([question, reply]) });
  expect(alone).toMatchObject({ left: 1 });
  expect(alone.tokens).toBeGreaterThan(1100);
  expect(alone.tokens).toBeLessThan(1250);
  const begun = filling.fill({ ...to, conversationId: null, systemPrompt: "word ".repeat(30) });
  expect(begun.tokens).toBe(30);
});

it("is what the service counted, where that is more and the same deployment is asked", () => {
  const { filling, message, keep, to } = setUp(counts);
  const question = message("user", "Hello", null);
  question.attachments = [{ kind: "image", name: "b.png", type: "image/png", data: "aGk=" }];
  const reply = message("assistant", "Hi", question.id);
  const tokens = { prompt: 900, completion: 150, reasoning: 100, cached: 0 };
  reply.measurement = { firstToken: 1, total: 2, tokens, tokensPerSecond: null };
  const conversationId = keep([question, reply]);
  expect(filling.fill({ ...to, conversationId })).toMatchObject({ tokens: 950, left: 0 });
  const other = filling.fill({ ...to, deployment: "other", conversationId });
  expect(other.tokens).toBeLessThan(20);
  expect(other.left).toBe(1);
});

it("is counted by the service with all that would be sent, and nothing that belongs to answers", async () => {
  const { filling, asked, message, keep, to } = setUp(counts);
  const question = message("user", "Hello", null);
  const conversationId = keep([question, message("assistant", "Hi", question.id)]);
  const parameters = { maxTokens: 100, tools: `[{"name":"f"}]` };
  const written = { conversationId, text: "And now?", attachments: [], systemPrompt: "Be brief." };
  expect(await filling.count({ ...to, ...written, parameters })).toBe(321);
  expect(asked[0]?.path).toBe("/openai/v1/responses/input_tokens");
  expect(Object.keys(asked[0]?.body ?? {}).sort()).toEqual(["input", "instructions", "model", "tools"]);
  expect(JSON.stringify(asked[0]?.body)).toMatch(/Hello.*Hi.*And now/);
});

it("remembers that a service has no route for counting, and offers it no more", async () => {
  const { filling, asked, to } = setUp(notThere);
  const written = { ...to, conversationId: null, text: "Hello", attachments: [] };
  expect(filling.fill(written).canCount).toBe(true);
  await expect(filling.count(written)).rejects.toMatchObject({ diagnosis: { code: "counting_not_offered" } });
  expect(asked.length).toBeGreaterThan(1);
  expect(filling.fill(written).canCount).toBe(false);
});

it.each([
  [() => Response.json({ error: { code: "429", message: "Too many" } }, { status: 429 }), "rate_limited"],
  [() => Response.json({ object: "other" }), "reply_not_understood"],
  [
    () =>
      Response.json({ error: { code: "DeploymentNotFound", message: "It does not exist" } }, { status: 404 }),
    "deployment_not_found",
  ],
])("says why it could not be counted, and offers it again", async (answer, code) => {
  const { filling, to } = setUp(answer);
  const written = { ...to, conversationId: null, text: "Hello", attachments: [] };
  await expect(filling.count(written)).rejects.toMatchObject({ diagnosis: { code } });
  expect(filling.fill(written).canCount).toBe(true);
});

it("cannot be counted where the API has no route for it", async () => {
  const { filling, asked, to } = setUp(counts, "chat");
  const written = { ...to, conversationId: null, text: "Hello", attachments: [] };
  expect(filling.fill(written).canCount).toBe(false);
  await expect(filling.count(written)).rejects.toMatchObject({ diagnosis: { code: "counting_not_offered" } });
  expect(asked).toEqual([]);
});
