import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startSandbox } from "../../../main/sandbox/server.ts";
import { message, respond } from "./dialects.ts";
import { ask, get, prompt, sandboxes } from "./running.ts";

const start = sandboxes();
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), "assay-test-replay-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const stream = Buffer.from(
  'data: {"choices":[{"index":0,"delta":{"content":"ö\r\n"}}]}\r\n\r\ndata: {"cho',
  "latin1",
);
const transcripts = {
  "cut-stream.body": stream,
  "cut-stream.json": JSON.stringify({
    kind: "chat-stream",
    status: 200,
    headers: {
      "content-type": "text/event-stream",
      "x-ms-region": "North",
      "content-length": "7",
      "transfer-encoding": "chunked",
      connection: "close",
      "x-request-id": "REDACTED",
    },
  }),
  "busy.body": '{"error":{}}',
  "busy.json": '{"kind":"error","status":429,"headers":{"retry-after":"7"}}',
  "responses-text.body": "event: response.created\ndata: {}\n\n",
  "responses-text.json":
    '{"kind":"responses-stream","status":200,"headers":{"content-type":"text/event-stream"}}',
  "claude-busy.body": '{"type":"error"}',
  "claude-busy.json":
    '{"kind":"error","status":529,"headers":{},"request":{"path":"/anthropic/v1/messages"}}',
  "two rows.body": '{"value":[]}',
  "two rows.json": '{"kind":"deployments","status":203,"headers":{}}',
  "index.json": "[]",
};

describe("replay", () => {
  it("serves a transcript as a deployment: status, headers, and the body byte for byte", async () => {
    const sandbox = await start({ replay: folderWith(transcripts) });
    const reply = await ask(sandbox, "cut-stream", { nothing: "of this matters" });
    expect(reply.status).toBe(200);
    expect(Buffer.from(await reply.arrayBuffer()).equals(stream)).toBe(true);
    expect(reply.headers.get("content-type")).toBe("text/event-stream");
    expect(reply.headers.get("x-ms-region")).toBe("North");
    expect(reply.headers.has("x-request-id")).toBe(false);
    expect(reply.headers.get("content-length")).not.toBe("7");

    const busy = await ask(sandbox, "busy", prompt("hi"));
    expect([busy.status, busy.headers.get("retry-after"), await busy.text()]).toEqual([
      429,
      "7",
      '{"error":{}}',
    ]);
  });

  it("serves one of Responses or Messages on their routes", async () => {
    const sandbox = await start({ replay: folderWith(transcripts) });
    expect((await respond(sandbox, "responses-text", {})).events).toEqual([
      { type: "response.created", data: {} },
    ]);
    expect((await message(sandbox, "claude-busy", {})).status).toBe(529);
  });

  it("lists it on both lists, beside the usual ones", async () => {
    const sandbox = await start({ replay: folderWith(transcripts) });
    const project = await get(sandbox, "/api/projects/sandbox/deployments/cut-stream?api-version=v1");
    expect(project.status).toBe(200);
    const legacy = await get(sandbox, "/openai/deployments?api-version=2023-03-15-preview");
    const names = ((await legacy.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining(["busy", "cut-stream", "gpt-4.1-mini"]));
    expect(names).not.toContain("two rows");
  });

  it("serves other kinds at an address of their own", async () => {
    const sandbox = await start({ replay: folderWith(transcripts) });
    const rows = await get(sandbox, "/replay/two%20rows");
    expect([rows.status, await rows.text()]).toEqual([203, '{"value":[]}']);
    expect((await get(sandbox, "/replay/busy")).status).toBe(404);
    expect((await get(sandbox, "/replay/two%20rows", {})).status).toBe(401);
  });

  it("can go wrong like any other answer", async () => {
    const sandbox = await start({ replay: folderWith(transcripts) });
    sandbox.faults.set("busy", "unavailable");
    expect((await ask(sandbox, "busy", prompt("hi"))).status).toBe(503);
  });

  it.each([
    ["a folder that is not there", "/nowhere/at/all", "ENOENT"],
    ["a folder without transcripts", { "readme.md": "" }, "holds no transcript"],
    ["a body alone", { "a.body": "" }, "a.json is missing or is not JSON"],
    ["a description that is no JSON", { "a.body": "", "a.json": "{" }, "a.json is missing or is not JSON"],
    [
      "a description without a status",
      { "a.body": "", "a.json": '{"kind":"chat"}' },
      'does not say "kind" and',
    ],
    [
      "a status nobody sends",
      { "a.body": "", "a.json": '{"kind":"chat","status":99}' },
      "99 is not a status",
    ],
  ])("refuses %s and names the file", async (_name, files, words) => {
    const replay = typeof files === "string" ? files : folderWith(files);
    await expect(startSandbox({ replay })).rejects.toThrow(words);
  });
});
