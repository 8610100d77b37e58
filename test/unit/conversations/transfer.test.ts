import { join } from "node:path";
import { expect, it } from "vitest";
import { openConversations } from "../../../main/conversations/store.ts";
import { readConversation, writeJson } from "../../../main/conversations/transfer.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();

it("documents, tools and schemas go into the file of a conversation and come out of it as they were", () => {
  const database = openDatabase(join(profile(), "assay.db"));
  const store = openConversations(database);
  const attachments = [
    { kind: "document" as const, name: "a.pdf", type: "application/pdf", data: "JVBERi0xLjQ=" },
    { kind: "image" as const, name: "b.png", type: "image/png", data: "aW1hZ2U=" },
    { kind: "text" as const, name: "c.txt", type: "text/plain", data: "Grüße" },
  ];
  const jsonSchema = `{"type":"object"}`;
  const parameters = {
    jsonSchema,
    tools: `[{"name":"f"}]`,
    webSearch: true,
    thinking: 2048,
    verbosity: "low" as const,
  };
  const details = { refused: false, toolCalls: [], filters: [], reasoningTime: null, notes: [], jsonSchema };
  const both = { reasoning: "", createdAt: 1, measurement: null };
  store.addTree(
    { id: "c", title: "t", connectionId: "k", deployment: "d" },
    { systemPrompt: "s", parameters },
    [
      {
        ...both,
        id: "q",
        parentId: null,
        role: "user",
        text: "?",
        deployment: null,
        end: null,
        details: null,
        attachments,
      },
      {
        ...{ ...both, id: "a", parentId: "q", role: "assistant", text: "{}", deployment: "d", end: "stop" },
        ...{ details: { ...details, route: null, requestId: null, region: null }, attachments: [] },
      },
    ],
    "a",
  );
  const [, options, messages] = readConversation(writeJson(store, "c"));
  expect(options).toEqual({ systemPrompt: "s", parameters });
  expect(messages[0]?.attachments).toEqual(attachments);
  expect(messages[1]?.details?.jsonSchema).toBe(jsonSchema);
  database.close();
});
