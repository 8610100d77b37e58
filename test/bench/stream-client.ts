import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import OpenAI from "openai";
import { streamChat } from "../../main/foundry/chat/chat.ts";
import { understandEndpoint } from "../../main/foundry/endpoints/parse.ts";
import { readBare } from "./reference/stream-client.ts";

export type StreamKind = "azure" | "plain";

export interface Measured {
  name: string;
  /** Milliseconds for the whole stream. */
  samples: { ours: number[]; reference: number[]; openai: number[] };
}

type Side = (origin: string) => Promise<number>;

const ours: Side = async (origin) => {
  const understanding = understandEndpoint(origin);
  if (!understanding.ok) throw new Error(`No endpoint: ${origin}`);
  const target = {
    endpoint: understanding.endpoint,
    credential: { kind: "api_key" as const, secret: "none" },
    consent: null,
    apiVersion: null,
    fetch: (input: string, init: RequestInit) => fetch(input, init),
  };
  const { signal } = new AbortController();
  let length = 0;
  for await (const event of streamChat(target, {
    deployment: "d",
    messages: [{ role: "user", content: "x" }],
    signal,
  })) {
    if (event.type === "text") length += event.text.length;
    if (event.type === "end" && event.end !== "stop") throw new Error(`Ended ${event.end}`);
  }
  return length;
};

const bare: Side = async (origin) => (await readBare(`${origin}/bare`)).length;

const openai: Side = async (origin) => {
  const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: "none", maxRetries: 0 });
  const stream = await client.chat.completions.create({
    model: "d",
    messages: [{ role: "user", content: "x" }],
    stream: true,
    stream_options: { include_usage: true },
  });
  let length = 0;
  for await (const chunk of stream) length += chunk.choices[0]?.delta.content?.length ?? 0;
  return length;
};

/**
 * Reads a stream of 20,000 chunks with our client, with the least that can be, and with the openai package: in turns, in
 * an order drawn anew for each, after three that are not counted. `root` is the repository's folder.
 */
export async function measureStreamClient(root: string, kind: StreamKind, pairs: number): Promise<Measured> {
  const server = fork(join(root, "test/bench/stream-server.mjs"), { execArgv: [] });
  try {
    const [port] = await once(server, "message");
    const origin = `http://127.0.0.1:${port}/${kind}`;
    const sides = { ours, reference: bare, openai };
    const names = Object.keys(sides) as (keyof typeof sides)[];
    const samples = { ours: [] as number[], reference: [] as number[], openai: [] as number[] };
    const expected = await bare(origin);
    for (let turn = -3; turn < pairs; turn += 1) {
      for (const name of names.toSorted(() => Math.random() - 0.5)) {
        const begin = performance.now();
        const length = await sides[name](origin);
        const taken = performance.now() - begin;
        if (length !== expected) throw new Error(`${name} read ${length} characters, not ${expected}`);
        if (turn >= 0) samples[name].push(taken);
      }
    }
    return { name: `stream-client-${kind}`, samples };
  } finally {
    server.kill();
  }
}
