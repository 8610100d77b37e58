import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { NotFoundError, toFile } from "openai";
import { describe, expect, it } from "vitest";
import { emptyTemporaryFolder } from "../temporary-folder.ts";
import { bearer, get, sandboxes } from "./running.ts";
import { clients, conversations, linesOf, uploaded } from "./training-client.ts";

// An upload is over after an hour.
const start = sandboxes({ speed: 100 });
const text = linesOf(conversations(12));

describe.each(Object.entries(clients))("files by the openai package on %s", (way, client) => {
  it("are sent, looked at, told of, given back and deleted", async () => {
    const openai = client(await start());
    const sent = await openai.files.create({
      file: await toFile(Buffer.from(text), "zürich “train”.jsonl"),
      purpose: "fine-tune",
    });
    expect(sent).toMatchObject({ object: "file", purpose: "fine-tune", status: "pending" });
    expect(sent.filename).toBe("zürich “train”.jsonl");
    expect(sent.bytes).toBe(Buffer.byteLength(text));
    expect(Math.abs(sent.created_at - Date.now() / 1000)).toBeLessThan(1_000);

    const seen = await openai.files.waitForProcessing(sent.id, { pollInterval: 2 });
    expect(seen).toMatchObject({ id: sent.id, status: "processed" });
    expect(await (await openai.files.content(sent.id)).text()).toBe(text);

    expect(await openai.files.delete(sent.id)).toEqual({ id: sent.id, object: "file", deleted: true });
    await expect(openai.files.retrieve(sent.id)).rejects.toBeInstanceOf(NotFoundError);
    expect((await openai.files.list()).data).toEqual([]);
  });

  it("are listed by pages, the newest first, and by purpose", async () => {
    const openai = client(await start());
    const names = Array.from({ length: 5 }, (_, index) => `${index}.jsonl`);
    for (const name of names) await uploaded(openai, text, name);
    await openai.files.create({ file: await toFile(Buffer.from("x"), "batch.jsonl"), purpose: "batch" });
    const page = await openai.files.list({ limit: 2, purpose: "fine-tune" });
    expect(page.data.map(({ filename }) => filename)).toEqual(["4.jsonl", "3.jsonl"]);
    expect(page.has_more).toBe(true);
    const found: string[] = [];
    for await (const { filename } of openai.files.list({ limit: 2, purpose: "fine-tune", order: "asc" }))
      found.push(filename);
    expect(found).toEqual(names);
  });

  it("are made of parts only on a dated api-version", async () => {
    const openai = client(await start());
    const bytes = Buffer.from(text);
    const begun = { bytes: bytes.length, filename: "parts.jsonl", mime_type: "text/jsonl" } as const;
    const upload = openai.uploads.create({ ...begun, purpose: "fine-tune" });
    if (way !== "dated") {
      await expect(upload).rejects.toBeInstanceOf(NotFoundError);
      return;
    }
    const { id, status } = await upload;
    expect(status).toBe("pending");
    const part = async (from: number, to: number) =>
      openai.uploads.parts.create(id, { data: await toFile(bytes.subarray(from, to), "part") });
    const [second, first] = await Promise.all([part(100, bytes.length), part(0, 100)]);
    await expect(openai.uploads.complete(id, { part_ids: [first.id] })).rejects.toThrow(
      `The parts have 100 bytes, but the upload was started with ${bytes.length}.`,
    );
    const done = await openai.uploads.complete(id, { part_ids: [first.id, second.id] });
    expect(done.status).toBe("completed");
    const file = await openai.files.waitForProcessing(done.file?.id ?? "", { pollInterval: 2 });
    expect(file.status).toBe("processed");
    expect(await (await openai.files.content(file.id)).text()).toBe(text);
    await expect(part(0, 1)).rejects.toThrow(`The upload '${id}' is completed.`);

    const other = await openai.uploads.create({ ...begun, purpose: "fine-tune" });
    expect((await openai.uploads.cancel(other.id)).status).toBe("cancelled");
    await expect(openai.uploads.cancel(other.id)).rejects.toThrow("is cancelled");
  });
});

describe("a file that was sent to train on", () => {
  const good = conversations(2).map((row) => JSON.stringify(row));
  it.each<[string, string | Buffer, string]>([
    ["nothing", "", "Validation of jsonl file failed: No valid json line found in file."],
    [
      "a JSON array",
      `[${good.join(",")}]\n`,
      "Expected file to have JSONL format, where every line is a JSON dictionary. " +
        'Line 1 is not a dictionary (HINT: line starts with: "[{\\"...").',
    ],
    [
      "a number on the second line",
      `${good[0]}\n42\n`,
      "Expected file to have JSONL format, where every line is a JSON dictionary. " +
        'Line 2 is not a dictionary (HINT: line starts with: "42...").',
    ],
    [
      "a comma too few",
      `${good[0]}\n{"messages": [] "tools": []}\n`,
      "Invalid file format. Example 2 cannot be parsed. Error: line contains invalid json: " +
        "Expecting ',' delimiter: line 1 column 17 (char 16) (line 2)",
    ],
    [
      "an empty line",
      `${good[0]}\n\n${good[1]}\n`,
      "Invalid file format. Example 2 cannot be parsed. Error: line contains invalid json: " +
        "Expecting value: line 1 column 1 (char 0) (line 2)",
    ],
    [
      "a byte that is no UTF-8",
      Buffer.concat([Buffer.from(`${good[0]}\n{"a":"`), Buffer.of(0xe9), Buffer.from('"}\n')]),
      "Invalid file format. Example 2 cannot be parsed. Error: line is not valid utf-8 (line 2)",
    ],
  ])("is an error with %s", async (_name, content, details) => {
    const file = await uploaded(clients.v1(await start()), content);
    expect(file).toMatchObject({ status: "error", status_details: details });
  });

  it.each<[string, string]>([
    ["a byte order mark", `\ufeff${good.join("\n")}`],
    ["line ends of Windows", `${good.join("\r\n")}\r\n`],
    ["deep nesting", `${good[0]}\n{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}\n`],
  ])("is processed with %s", async (_name, content) => {
    expect(await uploaded(clients.v1(await start()), content)).toMatchObject({ status: "processed" });
  });
});

describe("what is sent as a file and is none", () => {
  const post = (url: string, init: RequestInit) => fetch(url, { method: "POST", ...init });
  it.each<[string, string, string]>([
    ["no form", "application/json", "{}"],
    ["a form without an end", "multipart/form-data; boundary=b", "--b\r\n"],
    ["a form without a boundary", "multipart/form-data", "--b--\r\n"],
    ["an empty form", "multipart/form-data; boundary=b", "--b--"],
    [
      "a form with a long header",
      "multipart/form-data; boundary=b",
      `--b\r\nContent-Disposition: ${"x".repeat(20_000)}\r\n\r\n\r\n--b--\r\n`,
    ],
    [
      "two files",
      "multipart/form-data; boundary=b",
      `${'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n'.repeat(2)}--b--\r\n`,
    ],
    [
      "an unknown purpose",
      'multipart/form-data; boundary="b"',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n' +
        '--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfun\r\n--b--\r\n',
    ],
  ])("%s", async (_name, type, body) => {
    const sandbox = await start();
    const headers = { ...bearer(sandbox), "content-type": type };
    const response = await post(`${sandbox.url}/openai/v1/files`, { headers, body });
    expect(response.status).toBe(400);
    expect((await get(sandbox, "/openai/v1/files").then((list) => list.json())).data).toEqual([]);
  });

  it("a hundred files are taken, and no more; those of batches count by themselves", async () => {
    const openai = clients.v1(await start());
    const send = async (purpose: "assistants" | "batch") =>
      openai.files.create({ file: await toFile(Buffer.from("x"), "x"), purpose });
    await Promise.all(Array.from({ length: 100 }, () => send("assistants")));
    await expect(send("assistants")).rejects.toMatchObject({ status: 429, code: "quotaExceeded" });
    expect(await send("batch")).toMatchObject({ purpose: "batch" });
  });
});

it("no file has a name on disk while the sandbox runs", async () => {
  const folder = emptyTemporaryFolder();
  await uploaded(clients.v1(await start()), text);
  expect(readdirSync(folder)).toEqual([]);
});

describe("an upload that goes wrong", () => {
  const parts = async () => {
    const sandbox = await start();
    const openai = clients.dated(sandbox);
    const bytes = Buffer.from(text);
    const begun = { bytes: bytes.length, filename: "parts.jsonl", mime_type: "text/jsonl" } as const;
    const { id } = await openai.uploads.create({ ...begun, purpose: "fine-tune" });
    const send = async () => openai.uploads.parts.create(id, { data: await toFile(bytes, "part") });
    return { sandbox, openai, id, send };
  };

  it("is cut half-way where that is switched on, in one request or by parts", async () => {
    const { sandbox, openai, send } = await parts();
    sandbox.faults.set("training", "upload-cut");
    await expect(send()).rejects.toThrow("Connection error");
    await expect(uploaded(openai, text)).rejects.toThrow("Connection error");
    sandbox.faults.set("training", null);
    expect((await send()).object).toBe("upload.part");
    expect((await openai.files.list()).data).toEqual([]);
  });

  it("takes a part again of which the answer was lost, and counts it once", async () => {
    const { openai, id, send } = await parts();
    await send();
    const part = await send();
    const { file } = await openai.uploads.complete(id, { part_ids: [part.id] });
    expect(file?.bytes).toBe(Buffer.byteLength(text));
  });

  it("is over after an hour", async () => {
    const { sandbox, openai, id, send } = await parts();
    const part = await send();
    sandbox.skip(3_600_000);
    await expect(openai.uploads.complete(id, { part_ids: [part.id] })).rejects.toThrow("is expired");
  });
});

it("a good file turns bad after a while where that is switched on", async () => {
  const sandbox = await start();
  sandbox.faults.set("training", "file-turns-bad");
  const openai = clients.v1(sandbox);
  const file = await uploaded(openai, text);
  expect(file.status).toBe("processed");
  sandbox.skip(60_000);
  await expect.poll(async () => (await openai.files.retrieve(file.id)).status).toBe("error");
});

it("a file is fetched from this computer, on a dated api-version, and from no other", async () => {
  const sandbox = await start();
  const openai = clients.v1(sandbox);
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/train.jsonl" ? 200 : 404).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bring = (content_url: string, path = "/openai/files/import?api-version=2024-10-21") =>
    fetch(sandbox.url + path, {
      method: "POST",
      headers: { "api-key": sandbox.apiKey, "content-type": "application/json" },
      body: JSON.stringify({ purpose: "fine-tune", filename: "train.jsonl", content_url }),
    });
  try {
    const reply = await bring(`${at}/train.jsonl`);
    expect(reply.status).toBe(201);
    const { id } = (await reply.json()) as { id: string };
    expect(await openai.files.waitForProcessing(id, { pollInterval: 2 })).toMatchObject({
      status: "processed",
      filename: "train.jsonl",
    });
    expect(await (await openai.files.content(id)).text()).toBe(text);
    for (const address of [
      `${at}/other`,
      "https://example.com/train.jsonl",
      "file:///etc/passwd",
      "train.jsonl",
    ])
      expect((await bring(address)).status).toBe(400);
    expect((await bring(`${at}/train.jsonl`, "/openai/v1/files/import")).status).toBe(404);
    expect((await openai.files.list()).data).toHaveLength(1);
  } finally {
    server.close();
  }
});
