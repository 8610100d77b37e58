import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { streamChat } from "../../../main/foundry/chat.ts";
import { diagnoseAnswer } from "../../../main/foundry/diagnosis.ts";
import { understandEndpoint } from "../../../main/foundry/endpoint.ts";
import { root } from "../source.ts";

/**
 * Recorded replies of the service, which are not part of the repository: each is replayed, and our client has to end in
 * what its notes expect. `ASSAY_WIRE` names their folder.
 */
const folder = process.env.ASSAY_WIRE ?? join(root, "../shared/wire");

interface Transcript {
  name: string;
  kind: string;
  status: number;
  headers: Record<string, string>;
  expected?: {
    done?: boolean;
    text?: Record<string, string>;
    reasoning?: Record<string, string>;
    tool_calls?: Record<string, Record<string, { name: string; arguments: string }>>;
    finish_reason?: Record<string, string>;
    usage?: Record<string, unknown>;
    stream_errors?: unknown[];
  };
}

const understanding = understandEndpoint("http://127.0.0.1:1");
if (!understanding.ok) throw new Error("The test's endpoint is wrong");
const { endpoint } = understanding;

/** Replays a body in pieces of the given size and collects what our client makes of it. */
async function replay(body: Uint8Array, size: number) {
  let from = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (from >= body.length) return controller.close();
      controller.enqueue(body.slice(from, from + size));
      from += size;
    },
  });
  const target = {
    endpoint,
    credential: { kind: "api_key" as const, secret: "key" },
    fetch: async () => new Response(stream, { headers: { "content-type": "text/event-stream" } }),
  };
  const seen = { text: "", reasoning: "", tools: {} as Record<number, { name: string; arguments: string }> };
  let end: { end: string; usage: unknown; diagnosis: { code: string } | null } | null = null;
  const request = { deployment: "d", messages: [], signal: new AbortController().signal };
  for await (const event of streamChat(target, request)) {
    if (event.type === "text" || event.type === "reasoning") seen[event.type] += event.text;
    if (event.type === "tool_call") {
      seen.tools[event.index] ??= { name: "", arguments: "" };
      const call = seen.tools[event.index];
      if (call) {
        call.name += event.name ?? "";
        call.arguments += event.arguments;
      }
    }
    if (event.type === "end") end = event;
  }
  return { ...seen, end };
}

const number = (value: unknown) => (typeof value === "number" ? value : 0);
const field = (value: unknown, name: string) => (value as Record<string, unknown> | null | undefined)?.[name];

if (!existsSync(folder)) {
  console.warn(`The recorded replies did not run: there is no folder ${folder} (ASSAY_WIRE).`);
  it.skip("recorded replies: their folder is not here", () => {});
} else {
  const transcripts = readdirSync(folder)
    .filter((name) => /^\d.*\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Transcript);
  const bodyOf = ({ name }: Transcript) => readFileSync(join(folder, `${name}.body`));

  describe("recorded streams", () => {
    const streams = transcripts.filter(({ kind }) => kind === "chat-stream");
    it("are there", () => expect(streams.length).toBeGreaterThan(0));
    for (const transcript of streams) {
      it.each([1, 7, 4096, 10_000_000])(`${transcript.name} in pieces of %i bytes`, async (size) => {
        const { expected = {} } = transcript;
        const seen = await replay(bodyOf(transcript), size);
        expect(seen.text).toBe(expected.text?.["0"] ?? "");
        expect(seen.reasoning).toBe(expected.reasoning?.["0"] ?? "");
        expect(seen.tools).toEqual(expected.tool_calls?.["0"] ?? {});
        if (expected.stream_errors) {
          expect(seen.end).toMatchObject({ end: "failed", diagnosis: { code: "stream_error" } });
        } else if (expected.finish_reason) {
          expect(seen.end).toMatchObject({ end: expected.finish_reason["0"], diagnosis: null });
        } else {
          expect(seen.end).toMatchObject({ end: "connection_lost", diagnosis: { code: "stream_cut" } });
        }
        const { usage } = expected;
        expect(seen.end?.usage ?? null).toEqual(
          usage
            ? {
                prompt: number(usage.prompt_tokens),
                completion: number(usage.completion_tokens),
                reasoning: number(
                  field(usage.completion_tokens_details, "reasoning_tokens") ?? usage.reasoning_tokens,
                ),
                cached: number(field(usage.prompt_tokens_details, "cached_tokens")),
              }
            : null,
        );
      });
    }
  });

  describe("recorded errors", () => {
    const vague = ["unexpected", "service_failed", "reply_not_understood"];
    for (const transcript of transcripts.filter(({ kind }) => kind === "error")) {
      it(`${transcript.name} has a diagnosis of its own`, () => {
        const { code } = diagnoseAnswer(
          transcript.status,
          new Headers(transcript.headers),
          bodyOf(transcript).toString(),
          {
            host: "host",
            path: "/",
            deployment: "d",
            secret: "key",
          },
        );
        expect(vague).not.toContain(code);
      });
    }
  });
}
