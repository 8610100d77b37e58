import { describe, expect, it } from "vitest";
import { streamChat } from "../../../../../main/foundry/chat/chat.ts";
import { chatBody } from "../../../../../main/foundry/chat/completions/body.ts";
import { samplesOf } from "../../../../../main/foundry/chat/completions/samples.ts";
import type { ChatMessage } from "../../../../../main/foundry/chat/question.ts";
import type { SampleRequest } from "../../../../../main/foundry/chat/samples.ts";
import { keyVariable } from "../../../../../main/foundry/http/source-text.ts";
import type { ChatRoute } from "../../../../../preload/contract/deployments.ts";
import { sandboxes } from "../../../sandbox/running.ts";
import { type Handler, key, servers, targetOf } from "../../server.ts";
import { environment, has, type Runner, runCurl, runPython, runTypeScript } from "../sample-runs.ts";

const start = servers();
const startSandbox = sandboxes();
const answers: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end('data: {"choices":[{"delta":{"content":"hé"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
};

/** Whatever could end a literal, or mean something in one. */
const awkward = [
  `it's "quoted" \\ and \\n, $HOME \`id\` $(id) %s {x} \${x}`,
  "''' \"\"\" '\\'' EOF\nBODY\n\\",
  "line\r\nline\ttab\u0000\u0007\u001b\u007f\u2028\u2029",
  "Größe 日本語 😀 \ud83d\ude00 שלום ﷽",
  "</script><!-- @file # -- ; & | > <",
].join("\n");

const messages: ChatMessage[] = [
  {
    role: "user",
    content: awkward,
    attachments: [{ kind: "image", name: "a", type: "image/png", data: "aGk=" }],
  },
  { role: "assistant", content: "", toolCalls: [{ id: "c", name: "f", arguments: '{"a":"\\"\'"}' }] },
  { role: "tool", content: "null", toolCallId: "c" },
];
const parameters = {
  temperature: 0.25,
  maxTokens: 100,
  stop: ["'", "\n"],
  seed: -7,
  responseFormat: "json" as const,
};
const request = { deployment: "it's/é", messages, system: awkward, parameters };
const body = chatBody(request);

const sampleOf = (origin: string, more: Partial<SampleRequest> = {}) =>
  samplesOf({
    target: targetOf(`${origin}/api/projects/p`),
    deployment: request.deployment,
    route: "dated",
    body,
    ...more,
  });

const routes: ChatRoute[] = ["dated", "v1", "project-v1"];

describe.each<[string, "curl" | "typescript", Runner]>([
  ["curl", "curl", runCurl],
  ["TypeScript", "typescript", runTypeScript],
])("the sample in %s", (_name, language, runner) => {
  const isThere = language !== "curl" || has("curl");

  it.runIf(isThere).each(routes)(
    "asks on the route %s just as our client does",
    async (route) => {
      const server = await start(answers);
      const samples = sampleOf(server.origin, { route });
      const output = await runner(samples[language], environment());
      expect(output).toContain("hé");
      const target = targetOf(`${server.origin}/api/projects/p`);
      const { signal } = new AbortController();
      for await (const _event of streamChat(target, { ...request, route, signal }));
      const [theirs, ours] = server.seen;
      expect(server.seen).toHaveLength(2);
      expect(theirs?.path).toBe(ours?.path);
      expect(JSON.parse(theirs?.body ?? "")).toEqual(JSON.parse(ours?.body ?? "null"));
      // On v1 the package sends a key as a bearer only, which the service takes as well (Foundry api-version lifecycle).
      const proof = theirs?.headers["api-key"] ?? theirs?.headers.authorization;
      expect(proof).toBe(theirs?.headers["api-key"] === undefined ? `Bearer ${key}` : key);
    },
    60_000,
  );

  it
    .runIf(isThere)
    .each([
      "/gate/deployments/its/chat/completions?api-version=2024-10-21&tier=a%20b",
      "/gate/openai/v1/chat/completions?api-version=x",
      "/gate/openai/deployments/its/chat/completions",
    ])(
    "asks %s, which was given in full, as it stands",
    async (path) => {
      const server = await start(answers);
      const target = targetOf(server.origin + path);
      const samples = samplesOf({ target, deployment: "its", route: "given", body });
      await runner(samples[language], environment());
      const { signal } = new AbortController();
      for await (const _event of streamChat(target, { ...request, deployment: "its", signal }));
      const [theirs, ours] = server.seen;
      expect(ours?.path).toBe(path);
      // The package orders a query in its own way.
      const parts = (asked = "") => asked.replace("a+b", "a%20b").split(/[?&]/).toSorted();
      expect(parts(theirs?.path)).toEqual(parts(path));
      expect(theirs?.headers["api-key"]).toBe(key);
    },
    60_000,
  );

  it.runIf(isThere)(
    "sends the headers a gateway wants",
    async () => {
      const server = await start(answers);
      const samples = sampleOf(server.origin, { keyHeader: "X-Gate-Key", extraHeaders: ["X-Team"] });
      await runner(samples[language], environment({ X_TEAM: "blue" }));
      expect(server.seen[0]?.headers).toMatchObject({ "x-gate-key": key, "x-team": "blue" });
    },
    60_000,
  );

  it.runIf(isThere)(
    "is answered by the sandbox",
    async () => {
      const sandbox = await startSandbox();
      const asked = {
        deployment: "gpt-4.1-mini",
        messages: [{ role: "user" as const, content: "Say exactly: it's 5 €" }],
      };
      for (const route of ["dated", "v1"] as const) {
        const samples = samplesOf({
          target: targetOf(sandbox.url),
          route,
          deployment: asked.deployment,
          body: chatBody(asked),
        });
        const output = await runner(samples[language], environment({ [keyVariable]: sandbox.apiKey }));
        if (language === "typescript") expect(output).toBe("it's 5 €");
        else expect(output).toContain("data: [DONE]");
      }
    },
    60_000,
  );

  it.runIf(isThere)(
    "takes a body of two megabytes",
    async () => {
      const server = await start(answers);
      const data = Buffer.alloc(1_500_000, "x").toString("base64");
      const image = { kind: "image", name: "a", type: "image/png", data } as const;
      const large = chatBody({
        deployment: "d",
        messages: [{ role: "user", content: awkward, attachments: [image] }],
      });
      await runner(sampleOf(server.origin, { body: large })[language], environment());
      expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual(large);
    },
    60_000,
  );
});

describe("the sample in Python", () => {
  /** A stand-in for the package that prints what it was given. */
  const openai = `import json
class Client:
    def __init__(self, **given):
        self.chat = self
        self.completions = self
        self.given = given
    def create(self, **body):
        print(json.dumps({"client": type(self).__name__, "given": self.given, "body": body}))
        return []
class OpenAI(Client): pass
class AzureOpenAI(Client): pass
`;

  it.runIf(has("python3")).each(routes)(
    "gives the package the same body on the route %s",
    async (route) => {
      const { python } = sampleOf("http://localhost", { route, extraHeaders: ["X-Team"] });
      const stdout = await runPython({ "openai.py": openai }, python, environment({ X_TEAM: "blue" }));
      const base = {
        dated: "http://localhost/openai/deployments/it's%2F%C3%A9",
        v1: "http://localhost/openai/v1",
        "project-v1": "http://localhost/api/projects/p/openai/v1",
      };
      expect(JSON.parse(stdout)).toEqual({
        client: route === "dated" ? "AzureOpenAI" : "OpenAI",
        given: {
          api_key: key,
          base_url: base[route as keyof typeof base],
          default_headers: { "X-Team": "blue" },
          ...(route === "dated" && { api_version: "2024-10-21" }),
        },
        body,
      });
    },
    60_000,
  );
});

it("has no key, and says which route is not there", () => {
  const samples = sampleOf("https://r.openai.azure.com");
  for (const sample of Object.values(samples)) {
    expect(sample).toContain(keyVariable);
    expect(sample).not.toContain(key);
  }
  expect(() => sampleOf("https://r.openai.azure.com", { route: "container" })).toThrow("container");
});

it("prints the answer of a model that does not stream", () => {
  const whole = chatBody({ ...request, adjustments: { renamed: {}, dropped: ["stream"] } });
  const { python, typescript } = sampleOf("https://r.openai.azure.com", { body: whole });
  expect(python).toContain("print(reply.choices[0].message.content)");
  expect(typescript).toContain("console.log(reply.choices[0]?.message.content");
});

it("a server on this computer that asks for no key gets none, only the package's own demand is met", () => {
  const target = targetOf("http://127.0.0.1:11434/v1");
  const { curl, python, typescript } = sampleOf("", { target, route: "local_server", hasKey: false });
  for (const sample of [curl, python, typescript]) {
    expect(sample).toContain("http://127.0.0.1:11434/v1");
    expect(sample).not.toMatch(new RegExp(`${keyVariable}|api-version|api_version|authorization`, "i"));
  }
  expect(python).toContain('api_key="none"');
  expect(typescript).toContain('apiKey: "none"');
});
