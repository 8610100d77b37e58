import { beforeEach, describe, expect, it, vi } from "vitest";
import { LeftForLater } from "../../../../main/foundry/chat/background.ts";
import { type ChatEvent, streamChat } from "../../../../main/foundry/chat/chat.ts";
import { pause } from "../../../../main/foundry/http/pause.ts";
import { type Handler, json, servers, targetOf } from "../server.ts";

vi.mock("../../../../main/foundry/http/pause.ts", () => ({ pause: vi.fn() }));

const serve = servers();
const waits: number[] = [];
beforeEach(() => {
  waits.length = 0;
  vi.mocked(pause).mockImplementation(async (milliseconds, signal) => {
    waits.push(milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  });
});

const id = "resp_1";
const whole = (status: string, more: object = {}) => ({
  id,
  object: "response",
  status,
  output: [],
  ...more,
});
const completed = whole("completed", {
  output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Forty-two" }] }],
  usage: { input_tokens: 5, output_tokens: 7, total_tokens: 12 },
});
const notFound = { error: { message: `Response with id '${id}' not found.`, type: "invalid_request_error" } };

/** Answers questions with `queued`, each look with the next of these, and lets copies be deleted. */
function worksOn(...looks: ((response: Parameters<Handler>[1]) => void)[]): Handler {
  let count = 0;
  return ({ method, path }, response) => {
    if (method === "DELETE") return json(response, 200, { id, object: "response.deleted", deleted: true });
    if (path.endsWith("/cancel")) return json(response, 200, whole("cancelled"));
    if (method === "POST") return json(response, 200, whole("queued"), { "x-ms-region": "East US" });
    (looks[count++] ?? looks.at(-1))?.(response);
  };
}
const says = (document: object) => (response: Parameters<Handler>[1]) => json(response, 200, document);
const refuses = (status: number, document: object) => (response: Parameters<Handler>[1]) =>
  json(response, status, document);

async function ask(
  origin: string,
  more: { background?: { id: string; since: number }; onEvent?: (event: ChatEvent) => void } = {},
  signal = new AbortController().signal,
) {
  const { onEvent, ...rest } = more;
  const events: ChatEvent[] = [];
  const messages = [{ role: "user" as const, content: "Think for long" }];
  const parameters = { background: true };
  const request = { deployment: "d", messages, dialect: "responses" as const, parameters, signal, ...rest };
  for await (const event of streamChat(targetOf(origin), request)) {
    events.push(event);
    onEvent?.(event);
  }
  const end = events.at(-1);
  if (end?.type !== "end") throw new Error("No end");
  return {
    end,
    text: events.map((event) => (event.type === "text" ? event.text : "")).join(""),
    statuses: events.flatMap((event) => (event.type === "background" ? [event.status] : [])),
    started: events.flatMap((event) => (event.type === "started" ? [event] : [])),
  };
}

const asked = (seen: { method: string; path: string }[]) =>
  seen.map(({ method, path }) => `${method} ${path.replace("/openai/v1/responses", "")}`);

describe("an answer in the background", () => {
  it("is stored, looked for ever less often, told by its status, and deleted once it is here", async () => {
    const { origin, seen } = await serve(
      worksOn(says(whole("queued")), says(whole("in_progress")), says(whole("in_progress")), says(completed)),
    );
    const { text, end, statuses } = await ask(origin);
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({ background: true, store: true });
    expect(JSON.parse(seen[0]?.body ?? "")).not.toHaveProperty("stream");
    expect([text, end.end, end.usage?.completion]).toEqual(["Forty-two", "stop", 7]);
    expect(statuses).toEqual(["queued", "in_progress", "left", "collected"]);
    expect(asked(seen)).toEqual(["POST ", ...Array(4).fill(`GET /${id}`), `DELETE /${id}`]);
    expect(waits.map(Math.round)).toEqual([1000, 1300, 1690, 2197]);
  });

  it("is deleted also where it has failed, and told to be left where it cannot be", async () => {
    const failed = await serve(
      worksOn(says(whole("failed", { error: { code: "server_error", message: "Sorry" } }))),
    );
    const one = await ask(failed.origin);
    expect([one.end.end, one.statuses.at(-1)]).toEqual(["failed", "collected"]);
    const kept = await serve((request, response) =>
      request.method === "DELETE"
        ? json(response, 500, { error: { message: "No" } })
        : worksOn(says(completed))(request, response),
    );
    const other = await ask(kept.origin);
    expect([other.end.end, other.statuses.at(-1)]).toEqual(["stop", "left"]);
  });

  it("is fetched after a restart without asking again, and measured from when it was asked", async () => {
    const { origin, seen } = await serve(worksOn(says(whole("in_progress")), says(completed)));
    const since = Date.now() - 60_000;
    const { text, started, end } = await ask(origin, { background: { id, since } });
    expect(text).toBe("Forty-two");
    expect(asked(seen)).toEqual([`GET /${id}`, `GET /${id}`, `DELETE /${id}`]);
    expect(end.at - (started[0]?.sent ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  it("that the service has no longer says so", async () => {
    const { origin } = await serve(worksOn(refuses(404, notFound)));
    const { end } = await ask(origin, { background: { id, since: 0 } });
    expect(end).toMatchObject({ end: "failed", diagnosis: { code: "background_gone" } });
  });

  it("outlives a service that is busy, and ends with what no waiting helps against", async () => {
    const { origin } = await serve(
      worksOn(
        refuses(503, { error: { message: "Busy" } }),
        refuses(429, { error: { code: "429", message: "Slow down" } }),
        says(completed),
      ),
    );
    expect((await ask(origin)).text).toBe("Forty-two");
    const locked = await serve(worksOn(refuses(401, { error: { code: "401", message: "Access denied" } })));
    expect((await ask(locked.origin)).end.diagnosis?.code).toBe("key_refused");
  });

  it("is never looked for or deleted under an id that leads elsewhere", async () => {
    for (const name of ["..", ".", "", "\ud800", "x".repeat(100_000)]) {
      const { origin, seen } = await serve(({ method }, response) =>
        json(response, 200, { ...(method === "POST" ? whole("queued") : completed), id: name }),
      );
      expect((await ask(origin)).end).toMatchObject({
        end: "failed",
        diagnosis: { code: "reply_not_understood" },
      });
      expect(asked(seen)).toEqual(["POST "]);
      const over = await serve((_request, response) => json(response, 200, { ...completed, id: name }));
      expect((await ask(over.origin)).text).toBe("Forty-two");
      expect(asked(over.seen)).toEqual(["POST "]);
      if (name.length > 2) continue;
      const kept = await serve(worksOn(says(completed)));
      expect((await ask(kept.origin, { background: { id: name, since: 0 } })).end.end).toBe("failed");
      expect(kept.seen).toEqual([]);
    }
    const { origin, seen } = await serve(({ method }, response) =>
      json(response, 200, { ...(method === "POST" ? whole("queued") : completed), id: "../../models/x?y#z" }),
    );
    expect((await ask(origin)).text).toBe("Forty-two");
    const encoded = "/..%2F..%2Fmodels%2Fx%3Fy%23z";
    expect(asked(seen)).toEqual(["POST ", `GET ${encoded}`, `DELETE ${encoded}`]);
  });

  it("is deleted under the id that it was asked for with, whatever the service calls it in the end", async () => {
    const { origin, seen } = await serve(worksOn(says({ ...completed, id: "resp_of_somebody_else" })));
    expect((await ask(origin)).text).toBe("Forty-two");
    expect(asked(seen)).toEqual(["POST ", `GET /${id}`, `DELETE /${id}`]);
  });

  it("is waited for under any word that is no end, and through pages in its place and a service that does not know it yet", async () => {
    const { origin, seen } = await serve(
      worksOn(
        refuses(404, notFound),
        refuses(404, notFound),
        says(whole("left")),
        says({}),
        (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>"),
        (response) => response.writeHead(200).end(),
        says(whole("collected")),
        refuses(404, notFound),
        says(completed),
      ),
    );
    const { text, statuses } = await ask(origin);
    expect(text).toBe("Forty-two");
    expect(statuses).toEqual(["queued", "in_progress", "left", "collected"]);
    expect(asked(seen).filter((one) => one.startsWith("DELETE"))).toEqual([`DELETE /${id}`]);
  });

  it("that is stopped is stopped and deleted at the service, too", async () => {
    const abort = new AbortController();
    const { origin, seen } = await serve(worksOn(says(whole("in_progress"))));
    const onEvent = (event: ChatEvent) => {
      if (event.type === "background" && event.status === "in_progress") abort.abort();
    };
    const { end } = await ask(origin, { onEvent }, abort.signal);
    expect(end.end).toBe("cancelled");
    await vi.waitFor(() => expect(asked(seen)).toEqual(expect.arrayContaining([`DELETE /${id}`])), {
      timeout: 10_000,
    });
    expect(asked(seen).slice(-2)).toEqual([`POST /${id}/cancel`, `DELETE /${id}`]);
  });

  it("that is left for later goes on at the service", async () => {
    const abort = new AbortController();
    const { origin, seen } = await serve(worksOn(says(whole("in_progress"))));
    const onEvent = (event: ChatEvent) => {
      if (event.type === "background" && event.status === "in_progress") abort.abort(new LeftForLater());
    };
    await ask(origin, { onEvent }, abort.signal);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked(seen)).toEqual(["POST ", `GET /${id}`]);
  });
});
