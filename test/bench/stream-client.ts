import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { streamChat } from "../../main/foundry/chat/chat.ts";
import { understandEndpoint } from "../../main/foundry/endpoints/parse.ts";
import { readBare } from "./reference/stream-client.ts";

/** Which stream is read, in which dialect, and which SDK reads it too. */
export interface Stream {
  kind: "azure" | "plain" | "responses" | "messages";
  dialect: "chat" | "responses" | "messages";
  sdk: "openai" | "anthropic";
}

export interface Measured {
  name: string;
  /** Milliseconds for the whole stream. */
  samples: { ours: number[]; reference: number[]; sdk: number[] };
}

type Side = (origin: string, dialect: Stream["dialect"]) => Promise<number>;

const messages = [{ role: "user" as const, content: "x" }];

const ours: Side = async (origin, dialect) => {
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
  for await (const event of streamChat(target, { deployment: "d", dialect, messages, signal })) {
    if (event.type === "text") length += event.text.length;
    if (event.type === "end" && event.end !== "stop") throw new Error(`Ended ${event.end}`);
  }
  return length;
};

const bare: Side = async (origin, dialect) => (await readBare(`${origin}/bare`, dialect)).length;

/** The SDK of each dialect, as its own documentation streams an answer. */
const sdks: Record<Stream["dialect"], (origin: string) => Promise<number>> = {
  chat: async (origin) => {
    const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: "none", maxRetries: 0 });
    const stream = await client.chat.completions.create({
      ...{ model: "d", messages, stream: true, stream_options: { include_usage: true } },
    });
    let length = 0;
    for await (const chunk of stream) length += chunk.choices[0]?.delta.content?.length ?? 0;
    return length;
  },
  responses: async (origin) => {
    const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: "none", maxRetries: 0 });
    const stream = await client.responses.create({ model: "d", input: "x", stream: true });
    let length = 0;
    for await (const event of stream)
      if (event.type === "response.output_text.delta") length += event.delta.length;
    return length;
  },
  messages: async (origin) => {
    const client = new Anthropic({ baseURL: origin, apiKey: "none", maxRetries: 0 });
    const stream = await client.messages.create({ model: "d", max_tokens: 1000, messages, stream: true });
    let length = 0;
    for await (const event of stream)
      if (event.type === "content_block_delta" && event.delta.type === "text_delta")
        length += event.delta.text.length;
    return length;
  },
};

/**
 * Reads a stream of 20,000 events with our client, with the least that can be, and with the SDK of its dialect: in turns,
 * in an order drawn anew for each, after three that are not counted. `root` is the repository's folder.
 */
export async function measureStreamClient(
  root: string,
  { kind, dialect }: Stream,
  pairs: number,
): Promise<Measured> {
  const server = fork(join(root, "test/bench/stream-server.mjs"), { execArgv: [] });
  try {
    const [port] = await once(server, "message");
    const origin = `http://127.0.0.1:${port}/of-${kind}`;
    const sides: Record<keyof Measured["samples"], Side> = { ours, reference: bare, sdk: sdks[dialect] };
    const names = Object.keys(sides) as (keyof typeof sides)[];
    const samples: Measured["samples"] = { ours: [], reference: [], sdk: [] };
    const expected = await bare(origin, dialect);
    for (let turn = -3; turn < pairs; turn += 1) {
      for (const name of names.toSorted(() => Math.random() - 0.5)) {
        const begin = performance.now();
        const length = await sides[name](origin, dialect);
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
