import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { createEmbeddings } from "../../../main/embeddings/embeddings.ts";
import { openBench } from "../../../main/embeddings/store.ts";
import { type Database, openDatabase } from "../../../main/storage/database.ts";
import type { Embedder } from "../../../preload/contract/embeddings.ts";
import { key, targetOf } from "../foundry/server.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const open: Database[] = [];
const closeAll = () => {
  for (const database of open.splice(0)) database.close();
};
afterEach(closeAll);

type Reply = (texts: string[], deployment: string, signal: AbortSignal | undefined) => Promise<Response>;

/** Each text is a vector of its numbers. */
const numbers: Reply = async (texts, deployment) =>
  Response.json({
    data: texts.map((text, index) => ({ index, embedding: text.split(" ").map(Number) })),
    model: `model of ${deployment}`,
    usage: { prompt_tokens: texts.length * 1_000, total_tokens: texts.length * 1_000 },
  });

const refusing: Reply = async () =>
  Response.json(
    { error: { message: "This model's maximum context length is 8192 tokens" } },
    { status: 400 },
  );

function bench({
  reply = numbers,
  file = join(profile(), "assay.db"),
}: {
  reply?: Reply;
  file?: string;
} = {}) {
  const database = openDatabase(file);
  open.push(database);
  const bodies: { model: string; input: string[]; dimensions?: number }[] = [];
  const fetch = async (_url: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body));
    bodies.push(body);
    return reply(body.input, body.model, init.signal ?? undefined);
  };
  const emit = vi.fn();
  const price = { currency: "EUR", input: 0.02, cachedInput: null, output: 0, isTyped: true as const };
  const embeddings = createEmbeddings({
    store: openBench(database),
    connections: {
      target: async () =>
        targetOf("https://r.openai.azure.com", { credential: { kind: "api_key", secret: key }, fetch }),
    },
    prices: { of: async (_connection, deployment) => (deployment === "small" ? price : null) },
    emit,
  });
  return { embeddings, bodies, emit, file, close: closeAll };
}

const small: Embedder = { connectionId: "c", deployment: "small", dimensions: null };
const large: Embedder = { connectionId: "c", deployment: "large", dimensions: 2 };
const texts = ["1 0", "1 1", "0 1"];

it("texts become similarities, norms, tokens and a time, and progress is told", async () => {
  const { embeddings, bodies, emit } = bench();
  const { result, failures } = await embeddings.run({ texts, embedders: [small] });
  expect(failures).toEqual([]);
  expect(bodies).toEqual([{ model: "small", input: texts, encoding_format: "base64" }]);
  const [side] = result?.sides ?? [];
  expect(side).toMatchObject({ ...small, model: "model of small", length: 2, tokens: 3_000 });
  expect(side?.norms).toEqual({ low: 1, high: expect.closeTo(Math.SQRT2, 6) });
  expect(side?.took).toBeGreaterThan(0);
  expect([...(side?.similarities.subarray(0, 3) ?? [])]).toEqual([1, expect.closeTo(Math.SQRT1_2, 6), 0]);
  expect(result?.agreement).toBeNull();
  expect(emit.mock.calls.map(([, told]) => told)).toEqual([
    { place: 0, done: 0, of: 3 },
    { place: 0, done: 3, of: 3 },
  ]);
});

it("a second deployment is asked after the first, of the same texts, and both are held against each other", async () => {
  const { embeddings, bodies } = bench();
  const { result } = await embeddings.run({ texts, embedders: [small, large] });
  expect(bodies.map(({ model, dimensions }) => [model, dimensions])).toEqual([
    ["small", undefined],
    ["large", 2],
  ]);
  expect(result?.sides.map(({ deployment }) => deployment)).toEqual(["small", "large"]);
  expect(result?.agreement).toMatchObject({ pairs: 3, spearman: 1, sameNearest: 3, disagreements: [] });
});

it("what one deployment refuses is told, and what the other gave counts", async () => {
  const reply: Reply = (texts, deployment, signal) =>
    (deployment === "small" ? refusing : numbers)(texts, deployment, signal);
  const { embeddings } = bench({ reply });
  const { result, failures } = await embeddings.run({ texts, embedders: [small, large] });
  expect(result?.sides.map(({ deployment }) => deployment)).toEqual(["large"]);
  expect(failures).toMatchObject([
    { embedder: small, diagnosis: { code: "embedding_text_too_long", parameters: { limit: "8192" } } },
  ]);
});

it("the last result stays where nothing new came", async () => {
  let reply = numbers;
  const { embeddings } = bench({ reply: (...asked) => reply(...asked) });
  const before = await embeddings.run({ texts, embedders: [small] });
  reply = refusing;
  expect((await embeddings.run({ texts: ["2 2", "3 3"], embedders: [small] })).result).toBeNull();
  expect((await embeddings.bench()).result).toEqual(before.result);
});

it("a cancelled run keeps what has answered, and does not ask the rest", async () => {
  const asked: string[] = [];
  const reply: Reply = (texts, deployment, signal) => {
    asked.push(deployment);
    if (asked.length < 2) return numbers(texts, deployment, signal);
    return new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      embeddings.cancel();
    });
  };
  const { embeddings } = bench({ reply });
  const { result, failures } = await embeddings.run({ texts, embedders: [small, large] });
  expect(result?.sides.map(({ deployment }) => deployment)).toEqual(["small"]);
  expect(failures).toMatchObject([{ embedder: large, diagnosis: { code: "cancelled" } }]);
  asked.splice(0, 2, "one that counts");
  const again = await embeddings.run({ texts, embedders: [small, large] });
  expect(asked).toEqual(["one that counts", "small"]);
  expect(again).toMatchObject({
    result: null,
    failures: [{ diagnosis: { code: "cancelled" } }, { diagnosis: { code: "cancelled" } }],
  });
});

it("what was set and what came of it are there after a restart", async () => {
  const first = bench();
  const setUp = { text: "1 0\n1 1\n0 1", separator: "line" as const, sides: [small, large] as const };
  expect((await first.embeddings.bench()).setUp).toEqual({
    ...{ text: "", separator: "line", sides: [null, null] },
  });
  const { result } = await first.embeddings.run({ texts, embedders: [small, large] });
  first.embeddings.keep({ ...setUp, sides: [...setUp.sides] });
  first.close();
  const again = bench({ file: first.file });
  expect(await again.embeddings.bench()).toEqual({ setUp, result });
  expect(await again.embeddings.table({ what: "vectors", side: 1 }, ",")).toBe(
    "text,d1,d2\r\n1 0,1,0\r\n1 1,1,1\r\n0 1,0,1\r\n",
  );
  expect(again.bodies).toEqual([]);
});

it("what it cost follows the prices as they are, and is not known without one", async () => {
  const { embeddings } = bench();
  expect(await embeddings.costs()).toEqual([]);
  await embeddings.run({ texts, embedders: [small, large] });
  expect(await embeddings.costs()).toEqual([
    { amount: expect.closeTo((3_000 * 0.02) / 1_000_000, 12), currency: "EUR", isTyped: true },
    null,
  ]);
});

it("a table of what is not there is not found", async () => {
  const { embeddings } = bench();
  await expect(embeddings.table({ what: "vectors", side: 0 }, ",")).rejects.toThrow("not_found");
  await embeddings.run({ texts, embedders: [small] });
  await expect(embeddings.table({ what: "vectors", side: 1 }, ",")).rejects.toThrow("not_found");
});

it("what is kept and is not what was written is nothing", async () => {
  const { embeddings, file, close } = bench();
  await embeddings.run({ texts, embedders: [small] });
  const damage = (sql: string) => {
    const database = openDatabase(file);
    database.exec(sql);
    database.close();
  };
  damage("update embedding_vectors set vectors = x'00'");
  damage("update embedding_bench set set_up = '{'");
  close();
  expect(await bench({ file }).embeddings.bench()).toEqual({
    setUp: { text: "", separator: "line", sides: [null, null] },
    result: null,
  });
});
