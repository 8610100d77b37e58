import { describe, expect, it } from "vitest";
import { unpack } from "../../main/bundles/pack.ts";
import { readConversation } from "../../main/conversations/transfer.ts";
import { FoundryError } from "../../main/foundry/error.ts";
import { readModel, writeModel } from "../../main/models/transfer.ts";
import { originOf } from "../../main/origins.ts";
import { explain } from "../../preload/strings/explain.ts";
import { stored } from "./models/model.ts";

const chatGpt = [{ title: "Gold", create_time: 1.7e9, mapping: { a: { message: null, children: [] } } }];

const foreign: [string, unknown][] = [
  ["ChatGPT", chatGpt],
  ["ChatGPT", chatGpt[0]],
  ["ChatGPT", { conversations: chatGpt }],
  ["ChatGPT", { id: "user-1", email: "a@b.example", chatgpt_plus_user: true }],
  ["ChatGPT", [{ id: "1", conversation_id: "2", title: "Gold", is_anonymous: true }]],
  ["DeepSeek", [{ id: "1", title: "Gold", inserted_at: "2025-01-01", mapping: { root: {} } }]],
  ["Claude", [{ uuid: "1", name: "Gold", prompt_template: "", docs: [] }]],
  ["Gemini", [{ header: "Gemini-Apps", title: "Hi", products: ["Gemini-Apps"] }]],
  ["LobeChat", { exportType: "sessions", state: { sessions: [] }, version: 7 }],
  ["NextChat", { "chat-next-web-store": { sessions: [] } }],
  ["TypingMind", { data: { chats: [] } }],
  ["GitHub Copilot", { requesterUsername: "a", responderUsername: "GitHub Copilot", requests: [] }],
  ["Grok", { conversations: [{ conversation: { id: "1" }, responses: [] }] }],
  ["messages", [{ role: "user", content: "Hi" }]],
  ["Claude", [{ uuid: "1", name: "Gold", chat_messages: [{ sender: "human", text: "Hi" }] }]],
  ["Gemini", [{ header: "Gemini Apps", title: "Prompted Hi", products: ["Gemini Apps"] }]],
  [
    "LM Studio",
    {
      name: "Gold",
      messages: [{ versions: [{ type: "singleStep", role: "user", content: [] }], currentlySelected: 0 }],
    },
  ],
  ["Open WebUI", [{ id: "1", user_id: "2", title: "Gold", chat: { history: { messages: {} } } }]],
  ["LibreChat", { conversationId: "1", endpoint: "azureOpenAI", messages: [{ sender: "User", text: "Hi" }] }],
  ["Chatbox", { "chat-sessions-list": [], __exported_at: "2026-01-01" }],
  ["Cherry Studio", { time: 1, version: 5, localStorage: {}, indexedDB: {} }],
  ["promptfoo", { evalId: "eval-1", results: { version: 3 }, config: {} }],
  ["OpenAI", { object: "eval", testing_criteria: [] }],
  ["messages", { model: "gpt-4.1", messages: [{ role: "user", content: "Hi" }] }],
];

const causeOf = (error: unknown) => {
  if (!(error instanceof FoundryError)) throw error;
  expect(error.diagnosis.code).toBe("import_refused");
  return explain(error.diagnosis).cause;
};
const said = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return causeOf(error);
  }
  throw new Error("It was taken");
};

describe("a file that is somebody else's", () => {
  it.each(foreign)("is named: %s", async (name, content) => {
    for (const mark of ["", "\uFEFF"]) {
      const text = mark + JSON.stringify(content);
      for (const read of [readConversation, readModel]) expect(said(() => read(text))).toContain(name);
      expect(causeOf(await unpack(Buffer.from(text)).catch((error: unknown) => error))).toContain(name);
    }
  });

  it("is named also where it is too large to be one's own", () => {
    const text = JSON.stringify([...chatGpt, "x".repeat(2_000_000)]);
    expect(said(() => readModel(text))).toContain("ChatGPT");
  });

  it.each([null, [], {}, [1], "text", { format: "assay-model" }, { messages: "none" }, { mapping: [] }])(
    "is not told by %j",
    (value) => expect(originOf(value)).toBeNull(),
  );
});

describe("a file of this app's own", () => {
  const model = writeModel(stored({}), false);

  it("that belongs elsewhere in it says where", async () => {
    expect(said(() => readConversation(model))).toContain("imported in Models");
    expect(causeOf(await unpack(Buffer.from(model)).catch((error: unknown) => error))).toContain("Models");
    const conversation = JSON.stringify({ format: "assay-conversation", version: 1, messages: [] });
    expect(said(() => readModel(conversation))).toContain("imported in Chat");
  });

  it("that was changed is told by the place, not as another's", () => {
    expect(said(() => readModel(model.replace('"deployment"', '"deploy"')))).toContain("“deployment”");
  });

  it("is taken with a byte order mark", () => {
    expect(readModel(`\uFEFF${model}`)).toEqual(readModel(model));
  });
});
