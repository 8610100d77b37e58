import { describe, expect, it } from "vitest";
import { embed } from "../../../../main/foundry/embeddings/embeddings.ts";
import { portionsOf } from "../../../../main/foundry/embeddings/portions.ts";
import { vectorsIn } from "../../../../main/foundry/embeddings/vectors.ts";
import type { Sandbox } from "../../../../main/sandbox/server.ts";
import { sandboxes } from "../../sandbox/running.ts";
import { diagnosisFrom, json, servers, targetOf } from "../server.ts";

const start = servers();
const startSandbox = sandboxes();
const byKey = ({ url, apiKey }: Sandbox) =>
  targetOf(url, { credential: { kind: "api_key", secret: apiKey } });
const byToken = ({ projectEndpoint, token }: Sandbox) =>
  targetOf(projectEndpoint, { credential: { kind: "token", for: async () => token } });

/** Of vectors of length 1. */
const cosine = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  [...(a ?? [])].reduce((sum, one, at) => sum + one * (b?.[at] ?? 0), 0);

describe("the vectors of a reply", () => {
  it("are read from base64 with the lowest byte first, and from numbers, by their index", () => {
    // [0.5, -1, 2] as little-endian floats (IEEE 754).
    const data = [
      { index: 1, embedding: [0.25, 0, 1] },
      { index: 0, embedding: "AAAAPwAAgL8AAABA" },
    ];
    const read = vectorsIn({ data, model: "m", usage: { prompt_tokens: 3, total_tokens: 3 } }, 2);
    expect(read?.vectors.map((vector) => [...vector])).toEqual([
      [0.5, -1, 2],
      [0.25, 0, 1],
    ]);
    expect(read).toMatchObject({ model: "m", tokens: 3 });
  });

  it.each([
    ["one too few", [{ index: 0, embedding: [1] }]],
    [
      "two of one place",
      [
        { index: 0, embedding: [1] },
        { index: 0, embedding: [1] },
      ],
    ],
    ["of two lengths", [{ embedding: [1] }, { embedding: [1, 2] }]],
    ["an empty one", [{ embedding: [] }, { embedding: [] }]],
    ["no numbers", [{ embedding: ["a"] }, { embedding: [1] }]],
    ["three bytes of a float", [{ embedding: "AAAA" }, { embedding: "AAAA" }]],
    ["no number in base64", [{ embedding: "AADAfw==" }, { embedding: "AADAfw==" }]],
    [
      "a place that nobody asked for",
      [
        { index: 0, embedding: [1] },
        { index: 9, embedding: [1] },
      ],
    ],
  ])("are none with %s", (_, data) => {
    expect(vectorsIn({ data }, 2)).toBeNull();
  });
});

it("texts are cut into portions by their number and their estimated tokens, in order", () => {
  const limits = { texts: 3, tokens: 10 };
  expect(portionsOf(["a", "b", "c", "d"], limits)).toEqual([["a", "b", "c"], ["d"]]);
  // Three bytes a token: 12 bytes are 4.
  expect(portionsOf(["x".repeat(12), "y".repeat(12), "z".repeat(12)], limits)).toEqual([
    ["x".repeat(12), "y".repeat(12)],
    ["z".repeat(12)],
  ]);
  expect(portionsOf(["long".repeat(20), "b"], limits)).toHaveLength(2);
  expect(portionsOf(Array.from({ length: 2_050 }, () => "a")).every(({ length }) => length <= 2_048)).toBe(
    true,
  );
});

describe("embeddings", () => {
  it("are near where texts are alike, of the wanted length, in the order of the texts", async () => {
    const target = byKey(await startSandbox());
    const inputs = [
      "How do I reset my password?",
      "I forgot my password, how can I reset it?",
      "The tides follow the moon.",
    ];
    const { vectors, tokens, model } = await embed(target, { deployment: "embed-small", inputs });
    expect(vectors.map(({ length }) => length)).toEqual([1_536, 1_536, 1_536]);
    expect(model).toBe("text-embedding-3-small");
    expect(tokens).toBeGreaterThan(10);
    const [question, other, tides] = vectors;
    expect(cosine(question, question)).toBeCloseTo(1, 5);
    expect(cosine(question, other)).toBeGreaterThan(0.35);
    expect(cosine(question, tides)).toBeLessThan(0.15);
    const short = await embed(target, { deployment: "embed-small", inputs, dimensions: 256 });
    expect(short.vectors[0]).toHaveLength(256);
    expect(cosine(short.vectors[0], short.vectors[1])).toBeGreaterThan(
      cosine(short.vectors[0], short.vectors[2]),
    );
    const large = await embed(target, { deployment: "embed-large", inputs: ["a"] });
    expect(large.vectors[0]).toHaveLength(3_072);
  });

  it("of more texts than a request holds come in several, each text with its own vector", async () => {
    const target = byKey(await startSandbox());
    const inputs = Array.from({ length: 600 }, (_, at) => `Row ${at} is about the number ${at}.`);
    const { vectors } = await embed(target, { deployment: "embed-small", inputs });
    expect(vectors).toHaveLength(600);
    const { vectors: alone } = await embed(target, {
      deployment: "embed-small",
      inputs: [inputs[599] ?? ""],
    });
    expect(vectors[599]).toEqual(alone[0]);
  });

  it("give way to the dated route where v1 takes no token", async () => {
    const sandbox = await startSandbox();
    const asked: string[] = [];
    const target = {
      ...byToken(sandbox),
      fetch: (input: string, init: RequestInit) => {
        asked.push(new URL(input).pathname);
        return fetch(input, init);
      },
    };
    expect((await embed(target, { deployment: "embed-small", inputs: ["a"] })).vectors).toHaveLength(1);
    // Before it gives way, a token for the audience that the refusal names is tried there.
    const [v1, dated] = ["/openai/v1/embeddings", "/openai/deployments/embed-small/embeddings"];
    expect(asked).toEqual([v1, v1, dated]);
    const wrong = targetOf(sandbox.url);
    expect((await diagnosisFrom(embed(wrong, { deployment: "embed-small", inputs: ["a"] }))).code).toBe(
      "key_refused",
    );
  });

  it("come from the model inference route where there is no other, and from a local server at its own", async () => {
    const server = await start(({ path }, response) =>
      path.startsWith("/models/") || path.startsWith("/v1/")
        ? json(response, 200, { data: [{ index: 0, embedding: [1, 0] }] })
        : json(response, 404, { error: { code: "404", message: "Resource not found" } }),
    );
    const { vectors, tokens } = await embed(targetOf(server.origin), { deployment: "cohere", inputs: ["a"] });
    expect([...(vectors[0] ?? [])]).toEqual([1, 0]);
    expect(tokens).toBeNull();
    expect(server.seen.at(-1)?.path).toBe("/models/embeddings?api-version=2024-05-01-preview");
    await embed(targetOf(`${server.origin}/v1`), { deployment: "nomic", inputs: ["a"] });
    expect(server.seen.at(-1)).toMatchObject({ path: "/v1/embeddings" });
    expect(JSON.parse(server.seen.at(-1)?.body ?? "")).toMatchObject({ model: "nomic", input: ["a"] });
  });

  it("are refused for what they are", async () => {
    const target = byKey(await startSandbox());
    const refused = async (deployment: string, inputs: string[], dimensions?: number) =>
      diagnosisFrom(embed(target, { deployment, inputs, dimensions }));
    expect(await refused("embed-small", ["a", ""])).toMatchObject({
      code: "embedding_text_empty",
      parameters: { place: "2" },
    });
    expect(await refused("gpt-4.1", ["a"])).toMatchObject({
      code: "not_an_embeddings_model",
      parameters: { deployment: "gpt-4.1" },
    });
    expect(await refused("embed-small", ["word ".repeat(9_000)])).toMatchObject({
      code: "embedding_text_too_long",
      parameters: { limit: "8192" },
    });
    expect((await refused("embed-small", ["a"], 5_000)).code).toBe("embedding_dimensions_refused");
    expect((await refused("nobody", ["a"])).code).toBe("deployment_not_found");
    expect((await refused("..", ["a"])).code).toBe("deployment_not_found");
  });

  it("of a reply that is none say so, and nobody's texts stand in the report", async () => {
    const server = await start((_, response) => json(response, 200, { data: [] }));
    const diagnosis = await diagnosisFrom(
      embed(targetOf(server.origin), { deployment: "e", inputs: ["a secret of somebody"] }),
    );
    expect(diagnosis.code).toBe("reply_not_understood");
    const failing = await start((_, response) => json(response, 500, { error: { message: "No." } }));
    const failed = await diagnosisFrom(
      embed(targetOf(failing.origin), { deployment: "e", inputs: ["a secret of somebody"] }),
    );
    expect(failed.raw?.exchange?.sent).toContain("[1 texts]");
    expect(JSON.stringify(failed)).not.toContain("secret of somebody");
  });
});
