import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Call, type FetchInit, readJson, send } from "../../../../main/foundry/http/send.ts";
import { diagnosisFrom, json, key, servers, targetOf } from "../server.ts";

const start = servers();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "form-"));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(text: string | Buffer) {
  const path = join(folder, "data.jsonl");
  writeFileSync(path, text);
  return path;
}

const formOf = (path: string, bytes: number, more: object = {}): NonNullable<Call["form"]> => ({
  fields: { purpose: "fine-tune" },
  file: { field: "file", name: "data.jsonl", path, from: 0, bytes, ...more },
});

const post = (origin: string, form: Call["form"], more: Partial<Call> = {}, fetcher?: typeof fetch) =>
  send(
    targetOf(origin, fetcher && { fetch: fetcher as never }),
    { url: new URL("/files", origin), keyHeader: "api-key", method: "POST", ...(form && { form }), ...more },
    readJson,
  );

describe("a form", () => {
  it("goes with its exact length, in the notation of a form, with the key", async () => {
    const server = await start((_, response) => json(response, 201, { id: "file-1" }));
    const text = "ä line\nanother\n";
    const bytes = Buffer.byteLength(text);
    await post(server.origin, formOf(fileOf(text), bytes, { name: 'a "quoted"\r\nname.jsonl' }));
    const [seen] = server.seen;
    expect(seen?.headers).toMatchObject({
      "api-key": key,
      "content-length": String(Buffer.byteLength(seen?.body ?? "")),
    });
    expect(seen?.headers["transfer-encoding"]).toBeUndefined();
    const form = await new Response(seen?.body, {
      headers: { "content-type": seen?.headers["content-type"] ?? "" },
    }).formData();
    expect(form.get("purpose")).toBe("fine-tune");
    const file = form.get("file") as File;
    expect([file.name, await file.text()]).toEqual(['a "quoted"\r\nname.jsonl', text]);
  });

  it("holds a stretch of a file, and tells its bytes as they leave", async () => {
    const server = await start((_, response) => json(response, 200, {}));
    const megabyte = Buffer.alloc(1_000_000, "a");
    megabyte.fill("b", 400_000);
    const told: number[] = [];
    const form = formOf(fileOf(megabyte), 500_000, { from: 399_999 });
    await post(server.origin, { ...form, onProgress: (done) => told.push(done) });
    const inside = /\r\n\r\n(a*b+)\r\n--/.exec(server.seen[0]?.body ?? "")?.[1] ?? "";
    expect([inside.length, inside.slice(0, 2)]).toEqual([500_000, "ab"]);
    expect(told.at(-1)).toBe(500_000);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.some((done) => done > 0 && done < 500_000)).toBe(true);
  });

  it("goes by what a fetch says has left, where it says so", async () => {
    const told: number[] = [];
    const sender = async (_: string, init: FetchInit) => {
      init.onSent?.(0);
      const bytes = (await new Response(init.body).arrayBuffer()).byteLength;
      expect(told.every((done) => done === 0)).toBe(true);
      init.onSent?.(bytes);
      return Response.json({});
    };
    const form = { ...formOf(fileOf("0123456789"), 10), onProgress: (done: number) => told.push(done) };
    await post("http://127.0.0.1:9", form, {}, sender as never);
    expect(told.at(-1)).toBe(10);
  });

  it("is sent anew, whole, where a token has to prove more", async () => {
    const server = await start((_, response) =>
      server.seen.length === 1
        ? json(
            response,
            401,
            {},
            {
              "www-authenticate": `Bearer error="insufficient_claims", claims="${btoa('{"access_token":{}}')}"`,
            },
          )
        : json(response, 200, {}),
    );
    const credential = { kind: "token" as const, for: async () => "token-of-the-test" };
    const call = {
      url: new URL("/files", server.origin),
      keyHeader: "api-key" as const,
      method: "POST" as const,
    };
    await send(
      targetOf(server.origin, { credential }),
      { ...call, form: formOf(fileOf("whole"), 5) },
      readJson,
    );
    expect(server.seen.map(({ body }) => /whole/.test(body))).toEqual([true, true]);
  });

  it.each([
    ["is not there", () => join(folder, "none"), 5],
    ["has become shorter", () => fileOf("abc"), 5],
  ])("whose file %s fails for that, not for the network", async (_, path, bytes) => {
    // As Node's does, which says no more than that it failed.
    const sender = async (_: string, init: FetchInit) => {
      await new Response(init.body).arrayBuffer().catch(() => {
        throw new TypeError("fetch failed");
      });
      return Response.json({});
    };
    const asked = post("http://127.0.0.1:9", formOf(path(), bytes), {}, sender as never);
    expect((await diagnosisFrom(asked)).code).toBe("storage_failed");
  });

  it("is waited for as long as something leaves, and not longer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let read: ReadableStreamDefaultReader<Uint8Array> | undefined;
    const sender = (_: string, init: FetchInit) =>
      new Promise<Response>((_, reject) => {
        read = (init.body as ReadableStream<Uint8Array>).getReader();
        init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    const asked = post(
      "http://127.0.0.1:9",
      formOf(fileOf(Buffer.alloc(2_000_000)), 2_000_000),
      { patience: 30_000 },
      sender as never,
    );
    const ended = vi.fn();
    asked.catch(ended);
    for (let count = 0; count < 5; count++) {
      await read?.read();
      await vi.advanceTimersByTimeAsync(20_000);
      expect(ended).not.toHaveBeenCalled();
    }
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await diagnosisFrom(asked)).toMatchObject({ code: "timed_out", parameters: { seconds: "30" } });
  });

  it("is shown in an exchange without its bytes and without the key", async () => {
    const server = await start((_, response) => json(response, 400, { error: { message: "No." } }));
    const { raw } = await diagnosisFrom(post(server.origin, formOf(fileOf("very private"), 12)));
    expect(raw?.exchange?.sent).toContain("data.jsonl, 12 bytes");
    expect(raw?.exchange?.sent).not.toContain("private");
    expect(raw?.exchange?.sent).not.toContain(key);
  });
});

describe("a request with a method of its own", () => {
  it("is a PUT or a DELETE with what it takes besides, and may be answered with nothing", async () => {
    const server = await start(({ method }, response) =>
      method === "DELETE" ? response.writeHead(204).end() : json(response, 200, {}),
    );
    const target = targetOf(server.origin);
    const call = { url: new URL("/d", server.origin), keyHeader: "bearer" as const };
    await send(
      target,
      { ...call, method: "PUT", body: { a: 1 }, headers: { "aoai-x": "preview" } },
      readJson,
    );
    await send(target, { ...call, method: "DELETE" }, () => {});
    expect(server.seen.map(({ method }) => method)).toEqual(["PUT", "DELETE"]);
    expect(server.seen[0]?.headers["aoai-x"]).toBe("preview");
  });

  it("cannot replace the credential by what it takes besides", async () => {
    const server = await start((_, response) => json(response, 200, {}));
    const call = { url: new URL("/d", server.origin), keyHeader: "bearer" as const };
    await send(targetOf(server.origin), { ...call, headers: { authorization: "Bearer other" } }, readJson);
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${key}`);
  });

  it("shows of a grader and what it grades only the lengths", async () => {
    const server = await start((_, response) => json(response, 400, { error: { message: "No." } }));
    const call = { url: new URL("/g", server.origin), keyHeader: "bearer" as const, method: "POST" as const };
    const body = {
      grader: {
        type: "python",
        source: "secret-source",
        input: "secret-input",
        reference: "secret-reference",
      },
      model_sample: "secret-sample",
      item: { anything: "secret-item" },
    };
    const { raw } = await diagnosisFrom(send(targetOf(server.origin), { ...call, body }, readJson));
    expect(raw?.exchange?.sent).toContain("python");
    expect(raw?.exchange?.sent).not.toContain("secret-");
  });
});
