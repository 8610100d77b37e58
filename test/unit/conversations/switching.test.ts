import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { toldUpTo } from "../../../main/conversations/history.ts";
import { createRequests } from "../../../main/conversations/requests.ts";
import { openConversations, type TreeMessage } from "../../../main/conversations/store.ts";
import { noAdjustments } from "../../../main/foundry/chat/adjustments.ts";
import { dialects } from "../../../main/foundry/chat/dialects.ts";
import { type Database, openDatabase } from "../../../main/storage/database.ts";
import { chatParameters } from "../../../preload/contract/conversations.ts";
import type { DialectName } from "../../../preload/contract/dialects.ts";
import { everyParameter, parameterNames } from "../../../preload/sent-parameters.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const open: Database[] = [];
afterEach(() => {
  for (const database of open.splice(0)) database.close();
});

/** The deployments that are asked in turn, by what they speak. */
const deployed = { chat: "gpt-4.1", responses: "gpt-5-codex", messages: "claude-sonnet-4-6" } as const;
type Spoken = keyof typeof deployed;
const spoken = Object.keys(deployed) as Spoken[];

const picture = { kind: "image" as const, name: "a.png", type: "image/png", data: "aW1hZ2U=" };
const document = { kind: "document" as const, name: "b.pdf", type: "application/pdf", data: "JVBERi0=" };

/**
 * A conversation in which each of them was asked in turn, and the first at last again: every question has a picture, every
 * answer calls a tool, got its result, and kept something of its own.
 */
function setUp(attachments = [picture]) {
  const database = openDatabase(join(profile(), "assay.db"));
  open.push(database);
  const store = openConversations(database);
  const messages: TreeMessage[] = [];
  const nothing = { reasoning: "", createdAt: 1, measurement: null };
  const add = (one: Partial<TreeMessage> & Pick<TreeMessage, "role" | "text">) => {
    const parentId = messages.at(-1)?.id ?? null;
    const id = `m${messages.length}`;
    messages.push({
      ...{ id, parentId, deployment: null, end: null, details: null, attachments: [], ...nothing },
      ...one,
    });
  };
  for (const [turn, name] of [...spoken, spoken[0]].entries()) {
    if (name === undefined) continue;
    const by = { role: "assistant" as const, deployment: deployed[name], connectionId: "k" };
    add({ role: "user", text: `question ${turn}`, attachments });
    const call = {
      id: `call_${turn}`,
      name: "look",
      arguments: `{"turn":${turn}}`,
      result: `result ${turn}`,
    };
    const details = { refused: false, toolCalls: [call], filters: [], reasoningTime: null, notes: [] };
    const unknown = { route: null, requestId: null, region: null };
    add({ ...by, text: "", end: "tool_calls", details: { ...details, ...unknown } });
    add({ ...by, text: `answer ${turn}`, end: "stop" });
  }
  const conversation = { id: "c", title: "t", connectionId: "k", deployment: deployed.chat };
  store.addTree(conversation, { systemPrompt: "", parameters: {} }, messages, messages.at(-1)?.id ?? null);
  const kept = { type: "reasoning", id: "rs_1", encrypted_content: "sealed", summary: [] };
  const call = { type: "function_call", call_id: "call_1", name: "look", arguments: `{"turn":1}` };
  store.setKept("m4", { dialect: "responses", items: [kept, call] });
  const told = (name: Spoken) =>
    toldUpTo(store.leaf("c"), store, { connectionId: "k", deployment: deployed[name] });
  const bodyOf = (name: Spoken) => dialects[name].body({ deployment: deployed[name], messages: told(name) });
  return { store, bodyOf };
}

describe("a conversation over three APIs and back", () => {
  it.each(spoken)("loses no tool result, no picture and no answer when %s is asked next", (name) => {
    const { bodyOf } = setUp();
    const body = JSON.stringify(bodyOf(name));
    for (const turn of spoken.keys()) {
      for (const said of ["question", "result", "answer"]) expect(body).toContain(`${said} ${turn}`);
      expect(body.match(new RegExp(`call_${turn}"`, "g"))).toHaveLength(2);
    }
    expect(body.split(picture.data)).toHaveLength(spoken.length + 2);
    expect(body).toContain("answer 3");
  });

  it("gives thinking back to the deployment that thought it, and to no other", () => {
    const { bodyOf } = setUp();
    expect(JSON.stringify(bodyOf("responses"))).toContain("sealed");
    for (const name of ["chat", "messages"] as const)
      expect(JSON.stringify(bodyOf(name))).not.toContain("sealed");
  });
});

describe("what is told before a question is sent", () => {
  const requests = (dialect: DialectName, attachments = [picture]) =>
    createRequests({
      store: setUp(attachments as (typeof picture)[]).store,
      lookup: { answer: nobody, ownerOf: nobody },
      connections: { address: nobody },
      deployments: { ways: () => ({ dialect, route: undefined, adjustments: noAdjustments, model: null }) },
      prices: { of: nobody },
    });
  const nobody = (): never => {
    throw new Error("Nobody asks for it");
  };
  const to = { connectionId: "k", deployment: "d", parameters: {} };
  const left = [{ kind: "left_out", what: "documents" }];

  it("names documents that chat completions leave out, of the question and of the conversation", () => {
    const chat = requests("chat");
    expect(chat.changes(to)).toEqual([]);
    expect(chat.changes({ ...to, conversationId: "c", attached: ["image", "text"] })).toEqual([]);
    expect(chat.changes({ ...to, conversationId: null, attached: ["document"] })).toEqual(left);
    const withDocuments = requests("chat", [document as unknown as typeof picture]);
    expect(withDocuments.changes({ ...to, conversationId: "c", attached: [] })).toEqual(left);
    expect(requests("responses").changes({ ...to, conversationId: "c", attached: ["document"] })).toEqual([]);
  });

  const dropped = (dialect: DialectName) =>
    requests(dialect)
      .changes({ ...to, parameters: everyParameter })
      .flatMap((note) => (note.kind === "parameter_dropped" ? [note.parameter] : []))
      .sort();

  it("names every parameter that an API does not have", () => {
    expect(chatParameters.safeParse(everyParameter).success).toBe(true);
    expect(dropped("chat")).toEqual([
      ...["background", "code_interpreter", "quality", "reasoning_summary", "size", "thinking"],
      "web_search",
    ]);
    expect(dropped("responses")).toEqual([
      ...["frequency_penalty", "presence_penalty", "quality", "seed", "size", "stop", "thinking"],
    ]);
    expect(dropped("messages")).toEqual([
      ...["background", "frequency_penalty", "presence_penalty", "quality", "seed", "size", "verbosity"],
    ]);
    // A schema stands in the place of the form of the answer.
    const ofText = Object.values(parameterNames).filter(
      (name) => !["size", "quality", "response_format"].includes(name),
    );
    expect(dropped("images")).toEqual(ofText.sort());
  });
});
