import { describe, expect, it } from "vitest";
import { type ChatEvent, type ChatRequest, streamChat } from "../../../../main/foundry/chat/chat.ts";
import type { DialectName } from "../../../../preload/contract/dialects.ts";
import { json, type Seen, servers, targetOf } from "../server.ts";

const start = servers();

const chatOnResponsesOnly = {
  error: {
    code: "OperationNotSupported",
    message:
      "The chatCompletion operation does not work with the specified model, gpt-5-codex. Please choose different model and try again. You can learn more about which models can be used with each operation here: https://go.microsoft.com/fwlink/?linkid=2197993.",
  },
};
const unsupported = { error: { code: "unknown", message: "The requested operation is unsupported." } };
const notServed = {
  error: { code: "api_not_supported", message: "The requested API is currently not supported." },
};
const modelNotSupported = { error: { code: "BadRequest", message: "Model not supported" } };
const noDeployment = {
  error: { code: "DeploymentNotFound", message: "The API deployment for this resource does not exist." },
};

const answer = {
  id: "resp_1",
  object: "response",
  status: "completed",
  model: "m",
  output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Hi" }] }],
};
const message = {
  ...{ id: "msg_1", type: "message", role: "assistant", model: "m", stop_reason: "end_turn" },
  content: [{ type: "text", text: "Hi" }],
};
const completion = {
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
};

/** A deployment that refuses chat or Responses in these words, and answers the other. */
async function asked(
  refusals: { chat?: [number, unknown]; responses?: [number, unknown] },
  request: Partial<ChatRequest> = {},
) {
  const server = await start(({ path }, response) => {
    const isChat = path.includes("/chat/completions");
    const refused = isChat ? refusals.chat : refusals.responses;
    if (refused) json(response, ...refused);
    else json(response, 200, isChat ? completion : answer);
  });
  const events: ChatEvent[] = [];
  const messages = [{ role: "user" as const, content: "Hi" }];
  const signal = new AbortController().signal;
  for await (const event of streamChat(targetOf(server.origin), {
    deployment: "d",
    messages,
    signal,
    ...request,
  }))
    events.push(event);
  const end = events.at(-1);
  if (end?.type !== "end") throw new Error("No end");
  return {
    notes: events.flatMap((event) => (event.type === "note" ? [event.note] : [])),
    started: events.find((event) => event.type === "started"),
    text: events.map((event) => (event.type === "text" ? event.text : "")).join(""),
    seen: server.seen.map(({ path }: Seen) => path.replace(/\?.*/, "")),
    end,
  };
}

describe("a deployment that speaks another dialect than it was asked in", () => {
  it.each([
    ["in the service's words", 400, chatOnResponsesOnly],
    ["in those of the route for models of others", 400, unsupported],
    [
      "in another spelling of the operation",
      400,
      {
        error: {
          code: "OperationNotSupported",
          message: "The chat_completion operation does not work with the specified model, o3-pro.",
        },
      },
    ],
    [
      "in OpenAI's own words",
      400,
      {
        error: {
          message: "This model is only supported in v1/responses and not in v1/chat/completions.",
          type: "invalid_request_error",
        },
      },
    ],
  ])("is asked in Responses where it says so, %s", async (_, status, body) => {
    const seen = await asked({ chat: [status, body] });
    expect(seen).toMatchObject({
      text: "Hi",
      end: { end: "stop", diagnosis: null },
      started: { dialect: "responses", route: "v1" },
      notes: [{ kind: "dialect_switched", from: "chat", to: "responses" }],
    });
    expect(seen.seen).toEqual(["/openai/deployments/d/chat/completions", "/openai/v1/responses"]);
  });

  it("is asked in chat completions where Responses does not know its model", async () => {
    const seen = await asked({ responses: [400, modelNotSupported] }, { dialect: "responses" });
    expect(seen).toMatchObject({
      text: "Hi",
      started: { dialect: "chat" },
      notes: [{ kind: "dialect_switched", from: "responses", to: "chat" }],
    });
  });

  it("is switched once, and then told what it says", async () => {
    const seen = await asked({ chat: [400, chatOnResponsesOnly], responses: [400, modelNotSupported] });
    expect(seen.end).toMatchObject({ end: "failed", diagnosis: { raw: { message: "Model not supported" } } });
    expect(seen.seen).toHaveLength(2);
  });

  it("is not asked otherwise where it is not found, or refuses anything else", async () => {
    for (const refusal of [
      [404, noDeployment],
      [400, { error: { code: "BadRequest", message: "The prompt is unsupported" } }],
      [401, notServed],
      [500, unsupported],
    ] as [number, unknown][]) {
      const seen = await asked({ chat: refusal });
      expect(seen.end.end).toBe("failed");
      expect(seen.seen.some((path) => path.includes("responses"))).toBe(false);
    }
  });

  /** What each API says that does not serve a deployment, and the API that one is asked in then. */
  const refusedBy = async (from: DialectName, status: number, body: unknown) => {
    const paths = { chat: "/chat/completions", responses: "/responses", messages: "/messages" };
    const seen: string[] = [];
    const server = await start(({ path }, response) => {
      const [api = path] =
        Object.entries(paths).find(([, end]) => path.replace(/\?.*/, "").endsWith(end)) ?? [];
      seen.push(api);
      if (api === from) return json(response, status, body);
      json(response, 200, { chat: completion, responses: answer, messages: message }[api]);
    });
    const messages = [{ role: "user" as const, content: "Hi" }];
    const asked = { deployment: "d", messages, dialect: from, signal: new AbortController().signal };
    let text = "";
    for await (const event of streamChat(targetOf(server.origin), asked))
      if (event.type === "text") text += event.text;
    return { apis: [...new Set(seen)], text };
  };

  it.each(["chat", "responses"] as const)("is asked as Claude where no API of %s serves it", async (from) => {
    expect(await refusedBy(from, 404, notServed)).toEqual({ apis: [from, "messages"], text: "Hi" });
  });

  it("is not taken for Claude for good where Messages does not serve it", async () => {
    expect(await refusedBy("messages", 404, notServed)).toEqual({ apis: ["messages", "chat"], text: "Hi" });
  });

  it.each(["chat", "responses", "messages"] as const)(
    "is never asked otherwise than by %s where it is not found",
    async (from) => {
      expect(await refusedBy(from, 404, noDeployment)).toEqual({ apis: [from], text: "" });
    },
  );
});
