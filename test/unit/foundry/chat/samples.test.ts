import { describe, expect, it } from "vitest";
import { streamChat } from "../../../../main/foundry/chat/chat.ts";
import { dialects } from "../../../../main/foundry/chat/dialects.ts";
import type { ChatMessage } from "../../../../main/foundry/chat/question.ts";
import type { ChatRoute } from "../../../../preload/contract/deployments.ts";
import { type Handler, key, servers, targetOf } from "../server.ts";
import { begins, ends, stream, text } from "./messages/events.ts";
import { environment, has, type Runner, runCurl, runPython, runTypeScript } from "./sample-runs.ts";

const start = servers();

/** The beginning of an answer in each dialect, and its end. */
const answers = {
  responses: stream(
    ...[
      { type: "response.created", response: { object: "response", status: "in_progress", output: [] } },
      { type: "response.output_text.delta", output_index: 0, content_index: 0, delta: "hé" },
      { type: "response.completed", response: { object: "response", status: "completed", output: [] } },
    ],
  ),
  messages: stream(begins(), ...text(0, "hé"), ...ends("end_turn")),
  images: stream({ type: "image_generation.completed", b64_json: "iVBORw==" }),
};
const printed = { responses: "hé", messages: "hé", images: "iVBORw==" };

const answering =
  (dialect: keyof typeof answers): Handler =>
  (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(answers[dialect]);
  };

const messages: ChatMessage[] = [
  { role: "user", content: `it's "quoted" \\ $HOME \`id\` 日本語 😀` },
  { role: "assistant", content: "", toolCalls: [{ id: "c", name: "f", arguments: '{"a":"\\"\'"}' }] },
  { role: "tool", content: "null", toolCallId: "c" },
];
const request = {
  ...{ deployment: "it's/é", messages, system: "Be brief." },
  parameters: { temperature: 0.25, maxTokens: 100, jsonSchema: '{"type":"object"}', reasoningEffort: "low" },
};

const cases: [keyof typeof answers, ChatRoute][] = [
  ["responses", "v1"],
  ["responses", "dated"],
  ["responses", "project-v1"],
  ["messages", "anthropic"],
  ["images", "v1"],
  ["images", "dated"],
];

function sampleOf(dialect: keyof typeof answers, route: ChatRoute, origin: string) {
  const target = targetOf(`${origin}/api/projects/p`);
  const body = dialects[dialect].body(request);
  const samples = dialects[dialect].samples({ target, deployment: request.deployment, route, body });
  return { target, body, samples };
}

describe.each<[string, "curl" | "typescript", Runner]>([
  ["curl", "curl", runCurl],
  ["TypeScript", "typescript", runTypeScript],
])("the sample in %s", (_name, language, runner) => {
  it.runIf(language !== "curl" || has("curl")).each(cases)(
    "of %s asks on the route %s just as our client does",
    async (dialect, route) => {
      const server = await start(answering(dialect));
      const { target, samples } = sampleOf(dialect, route, server.origin);
      expect(await runner(samples[language], environment())).toContain(printed[dialect]);
      const { signal } = new AbortController();
      for await (const _event of streamChat(target, { ...request, dialect, route, signal }));
      const [theirs, ours] = server.seen;
      expect(server.seen).toHaveLength(2);
      expect(theirs?.path).toBe(ours?.path);
      expect(JSON.parse(theirs?.body ?? "")).toEqual(JSON.parse(ours?.body ?? "null"));
      expect(theirs?.headers["anthropic-version"]).toBe(ours?.headers["anthropic-version"]);
      const { authorization, ...others } = theirs?.headers ?? {};
      // Packages may send a key as a bearer, which the service takes as well.
      const own = others["api-key"] ?? others["x-api-key"];
      expect(own ?? authorization).toBe(own ? key : `Bearer ${key}`);
      if (route === "dated") expect(own).toBe(key);
    },
    60_000,
  );
});

describe("the sample in Python", () => {
  /** A stand-in for a package that prints what it was given. */
  const standIn = (...clients: string[]) => `import json
class Client:
    def __init__(self, **given):
        self.responses = self
        self.messages = self
        self.images = self
        self.generate = self.create
        self.given = given
    def create(self, **body):
        print(json.dumps({"client": type(self).__name__, "given": self.given, "body": body}))
        return []
${clients.map((client) => `class ${client}(Client): pass`).join("\n")}
`;
  const packages = {
    "openai.py": standIn("OpenAI", "AzureOpenAI"),
    "anthropic.py": standIn("AnthropicFoundry"),
  };

  it.runIf(has("python3")).each<[keyof typeof answers, ChatRoute, object]>([
    [
      "responses",
      "v1",
      { client: "OpenAI", given: { api_key: key, base_url: "http://localhost/openai/v1" } },
    ],
    [
      "responses",
      "dated",
      {
        client: "AzureOpenAI",
        given: {
          api_key: key,
          base_url: "http://localhost/openai",
          api_version: "2025-04-01-preview",
        },
      },
    ],
    [
      "images",
      "v1",
      {
        client: "OpenAI",
        given: {
          api_key: key,
          base_url: "http://localhost/openai/v1",
          default_query: { "api-version": "preview" },
        },
      },
    ],
    [
      "messages",
      "anthropic",
      {
        client: "AnthropicFoundry",
        given: {
          api_key: key,
          base_url: "http://localhost/anthropic",
          default_headers: { "anthropic-version": "2023-06-01" },
        },
      },
    ],
  ])(
    "of %s gives the package the same body on the route %s",
    async (dialect, route, expected) => {
      const { body, samples } = sampleOf(dialect, route, "http://localhost");
      const printed = await runPython(packages, samples.python, environment());
      expect(JSON.parse(printed)).toEqual({ ...expected, body });
    },
    60_000,
  );
});

it.each(cases)("of %s on the route %s has no key, and prints what came in one document", (dialect, route) => {
  const { target, body } = sampleOf(dialect, route, "https://r.openai.azure.com");
  const { stream: _stream, ...whole } = body;
  const samples = dialects[dialect].samples({ target, deployment: "d", route, body: whole });
  expect(Object.values(samples).join("")).not.toContain(key);
  expect(samples.python).toMatch(/^print\(.*reply/m);
  expect(samples.typescript).toMatch(/^console\.log\(reply/m);
});
