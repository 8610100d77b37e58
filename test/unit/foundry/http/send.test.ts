import { describe, expect, it } from "vitest";
import { piecesOf, readJson, send } from "../../../../main/foundry/http/send.ts";
import { deserted, diagnosisFrom, json, key, servers, targetOf } from "../server.ts";

const start = servers();
const none = new AbortController().signal;

const get = (origin: string, more: object = {}, fetcher?: typeof fetch) =>
  send(
    targetOf(origin, fetcher && { fetch: fetcher as never }),
    { url: new URL("/x?y=1", origin), keyHeader: "api-key", ...more },
    readJson,
  );

describe("one request", () => {
  it("carries the key in the header its route takes, and nothing else that identifies", async () => {
    const server = await start((_, response) => json(response, 200, { fine: true }));
    expect(await get(server.origin)).toEqual({ fine: true });
    await get(server.origin, { keyHeader: "bearer", method: "POST", body: { a: "ü" } });
    const [first, second] = server.seen;
    expect(first).toMatchObject({ method: "GET", path: "/x?y=1", body: "" });
    expect(first?.headers["api-key"]).toBe(key);
    expect(first?.headers.authorization).toBeUndefined();
    expect(second).toMatchObject({ method: "POST", body: '{"a":"ü"}' });
    expect(second?.headers.authorization).toBe(`Bearer ${key}`);
    expect(second?.headers["api-key"]).toBeUndefined();
    expect(second?.headers["content-type"]).toBe("application/json");
    for (const { headers } of server.seen) expect(headers.cookie).toBeUndefined();
  });

  it("asks for no redirects, no cookies and no cache", async () => {
    const asked: RequestInit[] = [];
    await get("http://127.0.0.1:9", {}, (async (_: string, init: RequestInit) => {
      asked.push(init);
      return Response.json({});
    }) as never);
    expect(asked).toMatchObject([{ redirect: "manual", credentials: "omit", cache: "no-store" }]);
  });

  it("is not sent where the key may not go", async () => {
    let sent = 0;
    const counting = (async () => {
      sent++;
      return Response.json({});
    }) as never;
    for (const [url, code] of [
      ["https://r.openai.azure.com.evil.example/", "endpoint_misleading"],
      ["http://r.openai.azure.com/", "endpoint_not_https"],
      ["https://a:b@r.openai.azure.com/", "endpoint_invalid"],
    ] as const) {
      const target = targetOf("http://127.0.0.1:9", { fetch: counting });
      const asked = send(target, { url: new URL(url), keyHeader: "api-key" }, readJson);
      expect((await diagnosisFrom(asked)).code).toBe(code);
    }
    expect(sent).toBe(0);
  });

  it.each([301, 302, 303, 307, 308])("does not follow a %i to another port", async (status) => {
    const other = await start((_, response) => json(response, 200, {}));
    const server = await start((_, response) => {
      response.writeHead(status, { location: `${other.origin}/stolen` }).end();
    });
    expect(await diagnosisFrom(get(server.origin))).toMatchObject({
      code: "redirect_refused",
      parameters: { host: new URL(server.origin).host },
    });
    expect(server.seen).toHaveLength(1);
    expect(other.seen).toEqual([]);
  });

  it("takes an opaque redirect, and Electron's rejection, for a redirect", async () => {
    const opaque = { type: "opaqueredirect", status: 0, ok: false, body: null, headers: new Headers() };
    expect((await diagnosisFrom(get("http://127.0.0.1:9", {}, (async () => opaque) as never))).code).toBe(
      "redirect_refused",
    );
    const rejecting = (async () => {
      throw new Error("Redirect was cancelled");
    }) as never;
    expect((await diagnosisFrom(get("http://127.0.0.1:9", {}, rejecting))).code).toBe("redirect_refused");
  });

  it("becomes the diagnosis of the error's body", async () => {
    const server = await start((_, response) =>
      json(
        response,
        404,
        { error: { code: "DeploymentNotFound", message: "none" } },
        { "apim-request-id": "r-1" },
      ),
    );
    expect(await diagnosisFrom(get(server.origin, { deployment: "d" }))).toMatchObject({
      code: "deployment_not_found",
      parameters: { deployment: "d" },
      raw: { status: 404, path: "/x", requestId: "r-1" },
    });
  });

  it("reads no more of an error than it needs, and counts its status when its body breaks off", async () => {
    const endless = await start((_, response) => {
      response.writeHead(401);
      const write = () => {
        while (response.write("x".repeat(16_384)));
      };
      response.on("drain", write);
      write();
    });
    const diagnosis = await diagnosisFrom(get(endless.origin));
    expect(diagnosis.code).toBe("key_refused");
    expect(diagnosis.raw?.message.length).toBe(2000);

    const broken = await start((_, response) => {
      response.writeHead(403, { "content-length": "100", "policy-id": "ThrowExceptionDueToTrafficDenied" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    });
    expect((await diagnosisFrom(get(broken.origin))).code).toBe("firewall");
  });

  it("ends when its patience does, before the headers and in the middle of a list", async () => {
    const silent = await start(() => {});
    expect(await diagnosisFrom(get(silent.origin, { patience: 60 }))).toMatchObject({
      code: "timed_out",
      parameters: { host: new URL(silent.origin).host, seconds: "1" },
    });
    const stalling = await start((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"value":[');
    });
    expect((await diagnosisFrom(get(stalling.origin, { patience: 200 }))).code).toBe("timed_out");
  });

  it("does not end a body that streams on after its patience", async () => {
    const server = await start((_, response) => {
      response.writeHead(200);
      response.write("a");
      setTimeout(() => response.end("b"), 250);
    });
    const call = { url: new URL(server.origin), keyHeader: "api-key", patience: 100 } as const;
    const answer = await send(targetOf(server.origin), call, (begun) => begun);
    expect(await answer.text()).toBe("ab");
  });

  it("is cancelled by its signal, before and during", async () => {
    const silent = await start(() => {});
    expect((await diagnosisFrom(get(silent.origin, { signal: AbortSignal.abort() }))).code).toBe("cancelled");
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    expect((await diagnosisFrom(get(silent.origin, { signal: abort.signal }))).code).toBe("cancelled");
  });

  it("tells the network's failures apart", async () => {
    expect((await diagnosisFrom(get(await deserted()))).code).toBe("connection_refused");

    const resetting = await start((_, response) => response.destroy());
    expect((await diagnosisFrom(get(resetting.origin))).code).toBe("connection_failed");

    const plain = await start(() => {});
    const secure = plain.origin.replace("http:", "https:");
    expect((await diagnosisFrom(get(secure))).code).toBe("secure_connection_failed");
  });

  it.each(["", "<html>Sign in</html>", '{"value":['])("does not understand %j as JSON", async (body) => {
    const server = await start((_, response) => response.writeHead(200).end(body));
    expect((await diagnosisFrom(get(server.origin))).code).toBe("reply_not_understood");
  });
});

describe("the pieces of a body", () => {
  /** A body that never ends and, like some fetches, does not hear of the request's signal. */
  const deaf = () => {
    const state = { cancelled: false };
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([1])),
      cancel: () => {
        state.cancelled = true;
      },
    });
    return { state, answer: new Response(body) };
  };

  it("end at once when the signal aborts", async () => {
    const { state, answer } = deaf();
    const abort = new AbortController();
    const seen: Uint8Array[] = [];
    setTimeout(() => abort.abort(), 20);
    const all = (async () => {
      for await (const piece of piecesOf(answer, abort.signal)) seen.push(piece);
    })();
    await expect(all).rejects.toThrow(/abort/i);
    expect(seen).toHaveLength(1);
    expect(state.cancelled).toBe(true);
  });

  it("let the connection go when their reader leaves", async () => {
    const { state, answer } = deaf();
    for await (const _ of piecesOf(answer, none)) break;
    expect(state.cancelled).toBe(true);
  });

  it("are none of a reply without a body", async () => {
    for await (const piece of piecesOf(new Response(null), none)) throw new Error(String(piece));
  });
});

it("a page in the place of JSON is shown by its words", async () => {
  const server = await start((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html><title>Wi-Fi</title><body><p>Accept the terms first.</p></body></html>");
  });
  const target = targetOf(server.origin);
  const call = { url: new URL(server.origin), keyHeader: "api-key" as const };
  expect(await diagnosisFrom(send(target, call, readJson))).toMatchObject({
    code: "reply_not_understood",
    raw: { status: 200, message: "Wi-Fi. Accept the terms first." },
  });
});
