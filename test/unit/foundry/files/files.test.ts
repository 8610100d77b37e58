import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFiles, type UploadState } from "../../../../main/foundry/files/files.ts";
import { sendParts, type Waiting } from "../../../../main/foundry/files/parts.ts";
import { fileIn } from "../../../../main/foundry/files/rows.ts";
import { sandboxes } from "../../sandbox/running.ts";
import { conversations, linesOf } from "../../sandbox/training-client.ts";
import { diagnosisFrom, type Handler, json, key, servers, targetOf } from "../server.ts";

const start = servers();
/** In which an upload is not too old in a moment. */
const startSandbox = sandboxes({ speed: 1 });
const none = () => new AbortController().signal;
const quiet = { onProgress: () => {} };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "files-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sourceOf(content: string | Buffer, name = "data.jsonl") {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, bytes: Buffer.byteLength(content) };
}

/** A file that is nothing but its length, for those of which nobody reads the bytes. */
function longSource(bytes: number) {
  const { path } = sourceOf("", "long.jsonl");
  truncateSync(path, bytes);
  return { path, bytes };
}

describe("a file's row", () => {
  it("is read with what may be missing or odd", () => {
    expect(fileIn({ id: "file-1" })).toEqual({
      id: "file-1",
      name: "",
      purpose: "",
      bytes: 0,
      createdAt: 0,
      status: "",
      details: null,
    });
    const odd = {
      id: "file-1",
      bytes: "12",
      created_at: "1646126127",
      status_details: { message: "Bad line 4." },
    };
    expect(fileIn(odd)).toMatchObject({ bytes: 12, createdAt: 1_646_126_127_000, details: "Bad line 4." });
    expect(fileIn({ id: "file-1", bytes: -5, status: "error", error: "No." })).toMatchObject({
      bytes: 0,
      details: "No.",
    });
    expect(fileIn({ id: null })).toBeNull();
  });
});

describe("with the sandbox", () => {
  it.each(["resource", "project"] as const)(
    "a file is sent, listed, read and removed on the %s",
    async (at) => {
      const sandbox = await startSandbox();
      const address = at === "project" ? sandbox.projectEndpoint : sandbox.url;
      const files = createFiles(
        targetOf(address, { credential: { kind: "api_key", secret: sandbox.apiKey } }),
      );
      const text = linesOf(conversations(12));
      const told: number[] = [];
      const sent = await files.send("train.jsonl", sourceOf(text), {
        signal: none(),
        onProgress: (done) => told.push(done),
      });
      expect(sent).toMatchObject({
        name: "train.jsonl",
        purpose: "fine-tune",
        bytes: Buffer.byteLength(text),
      });
      expect(told.at(-1)).toBe(Buffer.byteLength(text));
      expect((await files.list()).map(({ id }) => id)).toEqual([sent.id]);
      expect((await files.get(sent.id)).id).toBe(sent.id);
      const pieces: Uint8Array[] = [];
      for await (const piece of files.content(sent.id, none())) pieces.push(piece);
      expect(Buffer.concat(pieces).toString()).toBe(text);
      await files.remove(sent.id);
      expect(await files.list()).toEqual([]);
      expect((await diagnosisFrom(files.get(sent.id))).code).toBe("training_not_found");
    },
  );

  it("a file of several parts arrives as it is, from a project's endpoint too", async () => {
    const sandbox = await startSandbox();
    const files = createFiles(
      targetOf(sandbox.projectEndpoint, { credential: { kind: "api_key", secret: sandbox.apiKey } }),
    );
    const bytes = Buffer.alloc(20 * 1024 * 1024 + 7);
    for (let at = 0; at < bytes.length; at += 4096) bytes.writeUInt32LE(at, Math.min(at, bytes.length - 4));
    const source = sourceOf(bytes);
    const states: UploadState[] = [];
    let done = 0;
    const file = await files.sendParts("big.jsonl", source, null, {
      signal: none(),
      onProgress: (moved) => {
        done = moved;
      },
      onPart: (state) => states.push(state),
    });
    expect(file).toMatchObject({ name: "big.jsonl", bytes: bytes.length });
    expect(done).toBe(bytes.length);
    expect(states.map(({ parts }) => parts.filter((part) => part !== null).length)).toEqual([1, 2, 3]);
    const hash = createHash("sha256");
    for await (const piece of files.content(file?.id ?? "", none())) hash.update(piece);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
});

/** A service of uploads, with parts that fail as told. */
function uploads(fail: (attempt: number, place: number) => (() => [number, object, object?]) | null) {
  let attempts = 0;
  const at = "/openai/uploads";
  const handler: Handler = ({ method, path, body, headers }, response) => {
    const [address] = path.split("?");
    if (method !== "POST")
      return json(response, 404, { error: { code: "404", message: "Resource not found" } });
    if (address === at) return json(response, 200, { id: "upload_1", expires_at: null, status: "pending" });
    if (address?.endsWith("/parts")) {
      const place = Number(/place(\d)/.exec(body)?.[1]);
      const failing = fail(attempts++, place)?.();
      if (failing) return json(response, ...failing);
      return json(response, 200, { id: `part_${place}`, length: headers["content-length"] });
    }
    const { part_ids } = JSON.parse(body);
    json(response, 200, {
      id: "upload_1",
      status: "completed",
      file: { id: "file-9", filename: part_ids.join() },
    });
  };
  return handler;
}

/** Five parts of a few bytes, each of which says its place. */
const small = "place0\nplace1\nplace2\nplace3\nplace4";
const stateOf = (more: Partial<UploadState> = {}): UploadState => ({
  uploadId: "upload_1",
  expiresAt: 2000,
  partBytes: 7,
  parts: [null, null, null, null, null],
  ...more,
});

function clock() {
  const waits: number[] = [];
  const time: Waiting = {
    now: () => 1000,
    wait: async (milliseconds, signal) => {
      signal.throwIfAborted();
      waits.push(milliseconds);
    },
  };
  return { waits, time };
}

async function sendSmall(handler: Handler, before: UploadState | null = stateOf(), more: object = {}) {
  const server = await start(handler);
  const states: UploadState[] = [];
  const moved: number[] = [];
  const { waits, time } = clock();
  const sending = sendParts(
    targetOf(server.origin),
    "x.jsonl",
    sourceOf(small),
    before,
    {
      signal: none(),
      onProgress: (done) => moved.push(done),
      onPart: (state) => states.push(state),
      ...more,
    },
    time,
  );
  return { server, states, moved, waits, sending };
}

describe("an upload by parts", () => {
  it("is on dated routes of the resource with the key, also from a project", async () => {
    const { server, sending } = await sendSmall(
      uploads(() => null),
      null,
    );
    expect(await sending).toMatchObject({ id: "file-9" });
    const project = await start(uploads(() => null));
    const files = createFiles(targetOf(`${project.origin}/api/projects/p`));
    await files.sendParts("x.jsonl", sourceOf(small), null, { signal: none(), ...quiet, onPart: () => {} });
    for (const { path, headers } of [...server.seen, ...project.seen]) {
      expect(path).toMatch(/^\/openai\/uploads[^?]*\?api-version=2025-04-01-preview$/);
      expect(headers["api-key"]).toBe(key);
    }
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
      purpose: "fine-tune",
      filename: "x.jsonl",
      bytes: small.length,
      mime_type: "application/jsonl",
    });
  });

  it("has parts in their order, and goes on from those that have arrived", async () => {
    const before = stateOf({ parts: ["part_0", null, "part_2", null, null] });
    const { server, states, moved, sending } = await sendSmall(
      uploads(() => null),
      before,
    );
    expect((await sending)?.name).toBe("part_0,part_1,part_2,part_3,part_4");
    expect(server.seen.filter(({ path }) => path.includes("/parts"))).toHaveLength(3);
    expect(moved[0]).toBe(14);
    expect(moved.at(-1)).toBe(small.length);
    expect(states.at(-1)?.parts).toEqual(["part_0", "part_1", "part_2", "part_3", "part_4"]);
    expect(before.parts[1]).toBeNull();
  });

  it("takes no part larger than the service does, and knows of none before it was started", async () => {
    const server = await start(({ path }, response) =>
      path.includes("/parts")
        ? json(response, 400, { error: { message: "No." } })
        : json(response, 200, { id: "upload_1", expires_at: 1_646_126_127 }),
    );
    const { time } = clock();
    const source = longSource(100 * 1024 * 1024);
    await diagnosisFrom(
      sendParts(
        targetOf(server.origin),
        "x",
        source,
        null,
        { signal: none(), ...quiet, onPart: () => {} },
        time,
      ),
    );
    const parts = server.seen.filter(({ path }) => path.includes("/parts"));
    expect(parts.length).toBeGreaterThan(0);
    for (const { headers } of parts) expect(Number(headers["content-length"])).toBeLessThan(64 * 1024 * 1024);
  });

  it("is null where there is no such route", async () => {
    const { sending } = await sendSmall((_, response) => json(response, 404, {}), null);
    expect(await sending).toBeNull();
  });

  it.each<[string, () => [number, object, object?], number]>([
    ["a failure of the service", () => [500, { error: { message: "Internal" } }], 1000],
    [
      "the rate limit",
      () => [429, { error: { code: "tooManyRequests", message: "Slow down." } }, { "retry-after": "7" }],
      7000,
    ],
  ])("tries a part again after %s", async (_, failure, wait) => {
    const { waits, sending } = await sendSmall(
      uploads((attempt) => (attempt === 0 ? failure : null)),
      stateOf({ parts: ["part_0", "part_1", "part_2", "part_3", null] }),
    );
    expect((await sending)?.id).toBe("file-9");
    expect(waits).toEqual([wait]);
  });

  it("gives up after three more attempts, and keeps what has arrived", async () => {
    const fail = (): [number, object] => [503, { error: { message: "Unavailable" } }];
    const { waits, states, sending } = await sendSmall(
      uploads((_, place) => (place === 4 ? fail : null)),
      stateOf({ parts: ["part_0", "part_1", "part_2", null, null] }),
    );
    expect((await diagnosisFrom(sending)).retryable).toBe(true);
    expect(waits).toEqual([1000, 4000, 16_000]);
    expect(states.at(-1)?.parts).toEqual(["part_0", "part_1", "part_2", "part_3", null]);
  });

  it.each<[string, [number, object]]>([
    ["is not there", [404, { error: { code: "notFound", message: "The upload 'upload_1' was not found." } }]],
    [
      "has expired",
      [409, { error: { code: "unexpectedEntityState", message: "The upload 'upload_1' is expired." } }],
    ],
    ["was expired long ago", [400, { error: { code: "invalidPayload", message: "Upload has expired." } }]],
  ])("says that it is too old where it %s any more", async (_, refusal) => {
    const { sending, waits } = await sendSmall(uploads(() => () => refusal));
    expect((await diagnosisFrom(sending)).code).toBe("upload_expired");
    expect(waits).toEqual([]);
  });

  it("asks nobody where it is known to be too old", async () => {
    const { server, sending } = await sendSmall(
      uploads(() => null),
      stateOf({ expiresAt: 1000 }),
    );
    expect((await diagnosisFrom(sending)).code).toBe("upload_expired");
    expect(server.seen).toEqual([]);
  });

  it("ends at once when it is stopped, also while it waits", async () => {
    const controller = new AbortController();
    const fail = (): [number, object] => {
      controller.abort();
      return [500, {}];
    };
    const { sending } = await sendSmall(
      uploads(() => fail),
      stateOf(),
      { signal: controller.signal },
    );
    expect((await diagnosisFrom(sending)).code).toBe("cancelled");
  });
});

describe("the content of a file", () => {
  it("that breaks off, or is stopped, says so", async () => {
    const server = await start((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("some", () => response.destroy());
    });
    const files = createFiles(targetOf(server.origin));
    const read = async (signal: AbortSignal, stop?: () => void) => {
      for await (const _ of files.content("file-1", signal)) stop?.();
    };
    expect((await diagnosisFrom(read(none()))).code).toBe("stream_cut");
    const controller = new AbortController();
    expect((await diagnosisFrom(read(controller.signal, () => controller.abort()))).code).toBe("cancelled");
  });
});

describe("a list of files", () => {
  it("ends where it goes in circles", async () => {
    const server = await start((_, response) => json(response, 200, { data: [{ id: "a" }], has_more: true }));
    expect(await createFiles(targetOf(server.origin)).list()).toHaveLength(1);
  });
});
