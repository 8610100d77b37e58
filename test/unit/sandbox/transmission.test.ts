import { get as httpGet, request } from "node:http";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../main/sandbox/faults.ts";
import type { Sandbox } from "../../../main/sandbox/server.ts";
import { ask, eventsOf, prompt, sandboxes, textOf } from "./running.ts";

const start = sandboxes();
const body = prompt("What is brass?", { stream: true, max_tokens: 12, seed: 1 });

async function faulty(fault: Fault): Promise<Sandbox> {
  const sandbox = await start();
  sandbox.faults.set("gpt-4.1", fault);
  return sandbox;
}

interface Reception {
  parts: Buffer[];
  ended: "whole" | "reset";
}

/** Reads the answer as it comes, until it ends, breaks, or `enough` of it is there. */
function receive(
  sandbox: Sandbox,
  enough: (parts: readonly Buffer[]) => boolean = () => false,
): Promise<Reception> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const asked = request(
      `${sandbox.url}/openai/v1/chat/completions`,
      { method: "POST", headers: { "api-key": sandbox.apiKey } },
      (reply) => {
        reply.on("data", (part: Buffer) => {
          parts.push(part);
          if (enough(parts)) asked.destroy();
        });
        reply.on("end", () => resolve({ parts, ended: "whole" }));
        reply.on("error", () => resolve({ parts, ended: "reset" }));
      },
    );
    asked.on("error", () => resolve({ parts, ended: "reset" }));
    asked.end(JSON.stringify({ model: "gpt-4.1", ...body }));
  });
}

const sizeOf = (parts: readonly Buffer[]) => parts.reduce((sum, part) => sum + part.length, 0);
const stringOf = (parts: readonly Buffer[]) => Buffer.concat(parts).toString();

describe("an answer that goes wrong half-way", () => {
  it("stall: begins, then nothing more, and ends with its reader", async () => {
    const sandbox = await faulty("stall");
    const giveUp = new AbortController();
    const reply = await ask(sandbox, "gpt-4.1", body, { signal: giveUp.signal });
    const reader = reply.body?.getReader();
    const silence = new Promise<"silent">((resolve) => setTimeout(resolve, 150, "silent"));
    let next: unknown;
    let text = "";
    do {
      const read = reader?.read();
      next = await Promise.race([read, silence]);
      if (next !== "silent") text += Buffer.from((await read)?.value ?? []).toString();
    } while (next !== "silent");
    expect(textOf(eventsOf(text).chunks).length).toBeGreaterThan(5);
    expect(text).not.toContain("[DONE]");
    expect(sandbox.openAnswers()).toBe(1);
    giveUp.abort();
    await expect.poll(() => sandbox.openAnswers()).toBe(0);
  });

  it("cut-without-done: ends well for HTTP, without an end for the answer", async () => {
    const { parts, ended } = await receive(await faulty("cut-without-done"));
    const { chunks, done } = eventsOf(stringOf(parts));
    expect({ ended, done }).toEqual({ ended: "whole", done: false });
    expect(textOf(chunks).length).toBeGreaterThan(5);
    expect(chunks.every(({ choices }) => choices.every(({ finish_reason }) => finish_reason === null))).toBe(
      true,
    );
  });

  it("reset-mid-event: breaks the connection inside an event", async () => {
    const { parts, ended } = await receive(await faulty("reset-mid-event"));
    const events = stringOf(parts).split("\n\n");
    expect(ended).toBe("reset");
    expect(events.length).toBeGreaterThan(4);
    expect(events.at(-1)).toMatch(/^data: \{.*[^}]$/);
  });

  it("error-frame: an error where a chunk would be", async () => {
    const { parts } = await receive(await faulty("error-frame"));
    const { chunks, done } = eventsOf(stringOf(parts));
    expect(done).toBe(false);
    expect(chunks.at(-1)?.error).toMatchObject({ type: "server_error" });
    expect(textOf(chunks.slice(0, -1)).length).toBeGreaterThan(5);
  });

  it("endless-line: goes on until its reader has had enough", async () => {
    const sandbox = await faulty("endless-line");
    const { parts } = await receive(sandbox, (parts) => sizeOf(parts) > 1_000_000);
    const events = stringOf(parts).split("\n\n");
    expect(events.at(-1)?.length).toBeGreaterThan(900_000);
    await expect.poll(() => sandbox.openAnswers()).toBe(0);
  });
});

describe("an answer in small parts", () => {
  it("one-byte-chunks: every byte comes as a chunk of its own", async () => {
    const { parts } = await receive(await faulty("one-byte-chunks"));
    expect(parts.length).toBeGreaterThan(1_000);
    expect(parts.every(({ length }) => length === 1)).toBe(true);
    expect(eventsOf(stringOf(parts)).done).toBe(true);
  });

  it("slow-bytes: comes eight bytes at a time, never faster than a kilobyte a second", async () => {
    const sandbox = await faulty("slow-bytes");
    const from = performance.now();
    const { parts } = await receive(sandbox, (parts) => sizeOf(parts) >= 400);
    expect(performance.now() - from).toBeGreaterThan(380);
    expect(stringOf(parts)).toMatch(/^data: \{"choices":\[\]/);
  });
});

describe("an answer that is held back", () => {
  const lumps: [Fault, number][] = [
    ["one-lump", 1],
    ["few-lumps", 3],
  ];
  it.each(lumps)("%s: comes whole, in that many", async (fault, count) => {
    const sandbox = await start({ pace: { firstTokenMs: 20, tokensPerSecond: 150 } });
    sandbox.faults.set("gpt-4.1", fault);
    const { parts } = await receive(sandbox);
    const { chunks, done } = eventsOf(stringOf(parts));
    expect(done).toBe(true);
    expect(chunks.length).toBeGreaterThan(8);
    // What ends the stream comes as a part of its own.
    expect(parts.filter((part) => !/^\r?\n?$/.test(part.toString()))).toHaveLength(count);
  });
});

describe("stopping", () => {
  it("ends open answers and lets the port go", async () => {
    const sandbox = await start({ pace: "slow" });
    const reading = receive(sandbox);
    await expect.poll(() => sandbox.openAnswers()).toBe(1);
    await sandbox.stop();
    await sandbox.stop();
    expect((await reading).ended).toBe("reset");
    const refused = new Promise((resolve) => httpGet(sandbox.url).on("error", resolve));
    expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
  });
});
