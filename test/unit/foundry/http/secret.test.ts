import { inspect } from "node:util";
import { expect, it } from "vitest";
import { streamChat } from "../../../../main/foundry/chat/chat.ts";
import { listDeployments } from "../../../../main/foundry/deployments/list.ts";
import { type Handler, json, key, servers, targetOf } from "../server.ts";

const start = servers();

/** Answers with what it was sent, as some gateways do, in every place an answer has. */
const echo =
  (status: number): Handler =>
  ({ headers }, response) => {
    const sent = String(headers["api-key"] ?? headers.authorization);
    json(
      response,
      status,
      {
        error: {
          code: sent,
          type: sent,
          message: `You sent ${sent}. Lacks the data action \`${sent}\``,
          param: sent,
        },
      },
      { "apim-request-id": sent, "x-request-id": sent, "retry-after": sent, "policy-id": sent },
    );
  };

const echoed: Handler = ({ headers }, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(`data: {"error":{"code":"${headers["api-key"]}","message":"sent ${headers["api-key"]}"}}\n\n`);
};
const page: Handler = ({ headers }, response) => {
  response.writeHead(200, { "content-type": "text/html" }).end(JSON.stringify(headers));
};
const away: Handler = ({ headers }, response) => {
  response.writeHead(307, { location: `http://127.0.0.1:9/${headers["api-key"]}` }).end();
};
const half: Handler = ({ headers }, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(`{"value":[{"${headers["api-key"]}`);
};

const handlers: [string, Handler][] = [
  ...[400, 401, 403, 404, 405, 408, 410, 413, 422, 424, 429, 431, 500, 502, 503].map(
    (status) => [`an echo with ${status}`, echo(status)] as [string, Handler],
  ),
  ["an echo in a stream", echoed],
  ["an echo in a page", page],
  ["a redirect", away],
  ["half a reply", half],
  ["a reset", (_, response) => response.destroy()],
];

/** Everything a log, a report or a look at the memory of an error would show, also of its cause. */
function shown(value: unknown): string {
  return `${JSON.stringify(value)} ${inspect(value, { depth: 12, showHidden: true })} ${value instanceof Error ? value.stack : ""}`;
}

async function everythingFrom(target: ReturnType<typeof targetOf>): Promise<string> {
  const list = await listDeployments(target).catch((error: unknown) => error);
  const events: unknown[] = [];
  const { signal } = new AbortController();
  for await (const event of streamChat(target, { deployment: "d", messages: [], signal })) events.push(event);
  expect(events.at(-1)).toMatchObject({ end: expect.stringMatching(/failed|connection_lost/) });
  return shown(list) + shown(events);
}

const pieces = Array.from({ length: key.length - 7 }, (_, at) => key.slice(at, at + 8));

it("the search finds a key that is there", () => {
  const planted = new Error("x", { cause: new Error(`y ${key}`) });
  expect(pieces.every((piece) => shown(planted).includes(piece))).toBe(true);
});

it.each(handlers)("no failure repeats the key: %s", async (_, handler) => {
  const server = await start(handler);
  const everything = await everythingFrom(targetOf(`${server.origin}/api/projects/p`));
  expect(server.seen.some(({ headers }) => headers["api-key"] === key)).toBe(true);
  expect(pieces.filter((piece) => everything.includes(piece))).toEqual([]);
});

it.each([
  ["a fetch that quotes its headers", key],
  ["a key no header takes", `${key}\r\nx: y`],
])("no failure repeats the key: %s", async (_, secret) => {
  const target = targetOf("http://127.0.0.1:9/api/projects/p", {
    credential: { kind: "api_key", secret },
    fetch: async (_input, init) => {
      throw new TypeError(`fetch failed ${JSON.stringify(init.headers)}`, {
        cause: new Error(JSON.stringify(init.headers)),
      });
    },
  });
  const everything = await everythingFrom(target);
  expect(pieces.filter((piece) => everything.includes(piece))).toEqual([]);
});
