import { describe, expect, it } from "vitest";
import { ask, bearer, type Chunk, eventsOf, prompt, sandboxes, textOf } from "./running.ts";

const start = sandboxes();
const streamed = (content: string, more: object = {}) => prompt(content, { stream: true, ...more });

interface Whole {
  choices: { finish_reason: string; message: { content: string; reasoning_content?: string } }[];
  usage: NonNullable<Chunk["usage"]>;
}

describe("routes of a chat completion", () => {
  it.each([
    ["dated", "/openai/deployments/gpt-4.1/chat/completions?api-version=2024-10-21"],
    ["v1", "/openai/v1/chat/completions"],
    ["project", "/api/projects/sandbox/openai/v1/chat/completions"],
    ["model inference", "/models/chat/completions?api-version=2024-05-01-preview"],
  ])("%s", async (_name, path) => {
    const sandbox = await start();
    const post = (stream: boolean) =>
      fetch(sandbox.url + path, {
        method: "POST",
        headers: bearer(sandbox),
        body: JSON.stringify({ model: "gpt-4.1", ...prompt("What is brass?"), stream }),
      });
    const { chunks, done } = eventsOf(await (await post(true)).text());
    const whole = (await (await post(false)).json()) as Whole;
    expect(done).toBe(true);
    expect(textOf(chunks)).toContain("brass");
    expect(whole.choices[0]?.message.content).toBe(textOf(chunks));
  });

  it("need a version where they are dated", async () => {
    const sandbox = await start();
    const reply = await fetch(`${sandbox.url}/openai/deployments/gpt-4.1/chat/completions`, {
      method: "POST",
      headers: bearer(sandbox),
      body: JSON.stringify(prompt("hello")),
    });
    expect(reply.status).toBe(404);
  });
});

describe("a stream of an OpenAI model", () => {
  it("has Azure's first frame, a role, text with filter results, an end, and no usage unasked", async () => {
    const reply = await ask(await start(), "gpt-4.1-mini", streamed("What is brass?"));
    expect(reply.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const { chunks, done } = eventsOf(await reply.text());
    const [first, role, text] = chunks;
    expect(first).toMatchObject({
      id: "",
      model: "",
      choices: [],
      prompt_filter_results: [{ prompt_index: 0 }],
    });
    expect(role?.choices[0]).toMatchObject({
      delta: { role: "assistant", content: "" },
      content_filter_results: {},
      finish_reason: null,
    });
    expect(text?.choices[0]?.content_filter_results).toMatchObject({
      hate: { filtered: false, severity: "safe" },
    });
    expect(text?.obfuscation).toMatch(/^[\w-]{4,16}$/);
    expect(chunks.at(-1)?.choices[0]).toMatchObject({ delta: {}, finish_reason: "stop" });
    expect(chunks.some((chunk) => "usage" in chunk)).toBe(false);
    expect(done).toBe(true);
  });

  it("has a last frame with usage when asked, and leaves out the padding when asked", async () => {
    const options = { include_usage: true, include_obfuscation: false };
    const reply = await ask(
      await start(),
      "gpt-4.1-mini",
      streamed("What is brass?", { stream_options: options }),
    );
    const { chunks } = eventsOf(await reply.text());
    const usage = chunks.at(-1)?.usage;
    const pieces = chunks.flatMap(({ choices }) => choices).filter(({ delta }) => delta.content);
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(usage?.completion_tokens).toBe(pieces.length);
    expect(usage?.total_tokens).toBe(pieces.length + (usage?.prompt_tokens ?? 0));
    expect(chunks.slice(1, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(chunks.some((chunk) => "obfuscation" in chunk)).toBe(false);
  });

  it("comes in pieces of one to six characters", async () => {
    const { chunks } = eventsOf(
      await (await ask(await start(), "gpt-4.1", streamed("What is brass?"))).text(),
    );
    const sizes = chunks.flatMap(({ choices }) => choices.map(({ delta }) => (delta.content ?? "").length));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6);
  });

  it("carries the service's headers", async () => {
    const reply = await ask(await start(), "gpt-4.1-mini", prompt("hi"), {
      headers: { "x-ms-client-request-id": "mine", authorization: "" },
    });
    expect(reply.status).toBe(401);
    expect(reply.headers.get("x-ms-client-request-id")).toBe("mine");
    expect(reply.headers.get("apim-request-id")).toMatch(/^[\da-f-]{36}$/);

    const good = await ask(await start({ speed: 1 }), "gpt-4.1-mini", prompt("hi"));
    expect(Object.fromEntries(good.headers)).toMatchObject({
      "x-ms-region": "East US 2",
      "x-ms-deployment-name": "gpt-4.1-mini",
      "x-ms-rai-invoked": "true",
      "x-ratelimit-limit-requests": "6000",
      "x-ratelimit-remaining-requests": "5999",
      "x-ratelimit-renewalperiod-requests": "60",
      // In milliseconds: one of 6000 a minute is renewed in ten of them.
      "x-ratelimit-reset-requests": "10",
    });
    const inSeconds = await ask(await start(), "gpt-4.1", prompt("hi"));
    expect(inSeconds.headers.get("x-ratelimit-reset-requests")).toBe("0");
    expect(good.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
    expect(good.headers.has("strict-transport-security")).toBe(false);
  });
});

describe("parameters", () => {
  it("n gives that many different choices", async () => {
    const { chunks } = eventsOf(
      await (await ask(await start(), "gpt-4.1", streamed("Name a metal", { n: 3 }))).text(),
    );
    const texts = [0, 1, 2].map((index) => textOf(chunks, index));
    expect(new Set(texts).size).toBe(3);
    const ends = chunks
      .flatMap(({ choices }) => choices)
      .filter(({ finish_reason }) => finish_reason !== null);
    expect(ends).toHaveLength(3);
  });

  it.each(["max_tokens", "max_completion_tokens"])("%s cuts with finish_reason length", async (name) => {
    const reply = await ask(await start(), "gpt-4.1-mini", prompt("What is brass?", { [name]: 7 }));
    const { choices, usage } = (await reply.json()) as Whole;
    expect(choices[0]?.finish_reason).toBe("length");
    expect(usage.completion_tokens).toBe(7);
  });

  it("stop ends before the text it names", async () => {
    const reply = await ask(
      await start(),
      "gpt-4.1-mini",
      prompt("What is brass?", { stop: ["sandbox", "zzz"] }),
    );
    const { choices } = (await reply.json()) as Whole;
    expect(choices[0]?.message.content).toBe("You asked about **brass**. This is the Assay ");
    expect(choices[0]?.finish_reason).toBe("stop");
  });

  it("the same seed, prompt and deployment give the same text; another of any gives another", async () => {
    const [one, two] = [await start(), await start()];
    const text = async (sandbox: typeof one, model: string, content: string, seed: number) =>
      ((await (await ask(sandbox, model, prompt(content, { seed }))).json()) as Whole).choices[0]?.message
        .content;
    const first = await text(one, "gpt-4.1", "Explain annealing", 1);
    expect(await text(two, "gpt-4.1", "Explain annealing", 1)).toBe(first);
    const others = [
      await text(one, "gpt-4.1", "Explain annealing", 2),
      await text(one, "gpt-4.1-mini", "Explain annealing", 1),
      await text(one, "gpt-4.1", "Explain quenching", 1),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });
});

describe("models that think", () => {
  it("o4-mini counts its thinking and does not show it", async () => {
    const reply = await ask(await start(), "o4-mini", prompt("Why is the sky blue?"));
    const { choices, usage } = (await reply.json()) as Whole;
    expect(usage.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(30);
    expect(choices[0]?.message).not.toHaveProperty("reasoning_content");
  });

  it("o4-mini may spend its whole limit on thinking", async () => {
    const reply = await ask(await start(), "o4-mini", prompt("Why?", { max_completion_tokens: 10 }));
    const { choices, usage } = (await reply.json()) as Whole;
    expect(choices[0]).toMatchObject({ finish_reason: "length", message: { content: "" } });
    expect(usage.completion_tokens).toBe(10);
  });

  it("deepseek-r1 streams its thinking before the text, in frames without filter results", async () => {
    const body = streamed("Why is the sky blue?", { stream_options: { include_usage: true } });
    const { chunks } = eventsOf(await (await ask(await start(), "deepseek-r1", body)).text());
    const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta));
    const lastThought = deltas.findLastIndex(({ reasoning_content }) => reasoning_content);
    const firstText = deltas.findIndex(({ content }) => content);
    expect(lastThought).toBeGreaterThan(20);
    expect(firstText).toBe(lastThought + 1);
    expect(chunks[0]?.choices[0]).toMatchObject({ delta: { role: "assistant" } });
    expect(JSON.stringify(chunks)).not.toContain("filter_results");
    expect(chunks.at(-1)?.usage?.reasoning_tokens).toBe(lastThought);
    expect(chunks[0]?.model).toBe("deepseek-r1");
  });
});

describe("speed", () => {
  it("a deployment has its own, and slow is slow", async () => {
    const body = streamed("What is brass?", { max_tokens: 25 });
    const took = async (pace: "usual" | "slow", model: string, more: object = {}) => {
      const sandbox = await start({ pace });
      const from = performance.now();
      await (await ask(sandbox, model, { ...body, ...more })).text();
      return performance.now() - from;
    };
    const [quick, unhurried, slow] = await Promise.all([
      took("usual", "gpt-4.1-mini"),
      took("usual", "gpt-4.1"),
      took("slow", "gpt-4.1-mini", { max_tokens: 4 }),
    ]);
    // 180 + 24 / 120 s, 600 + 24 / 45 s, 1000 + 3 / 6 s: never earlier, and in this order.
    expect(quick).toBeGreaterThan(370);
    expect(unhurried).toBeGreaterThan(1_120);
    expect(slow).toBeGreaterThan(1_490);
    expect(quick).toBeLessThan(unhurried);
  });
});
