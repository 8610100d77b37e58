import type { Sandbox } from "../../../main/sandbox/server.ts";

/** Ways to ask a sandbox in its other dialects. */

export type Fields = Record<string, unknown>;

/** What came back: the status, the body as JSON where it is some, and as events where it is a stream. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: Fields;
  events: Event[];
}

export interface Event {
  type: string;
  data: Fields;
}

/** The events of a stream that names them. */
export const namedEvents = (body: string): Event[] =>
  body
    .split("\n\n")
    .filter((event) => event.startsWith("event: "))
    .map((event) => {
      const [first = "", second = ""] = event.split("\n");
      return { type: first.slice("event: ".length), data: JSON.parse(second.slice("data: ".length)) };
    });

async function replyOf(reply: Response): Promise<Reply> {
  const text = await reply.text().catch(() => "");
  const isStream = reply.headers.get("content-type")?.startsWith("text/event-stream");
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    json: isStream || text === "" ? {} : JSON.parse(text),
    events: isStream ? namedEvents(text) : [],
  };
}

const send = (address: string, body: object | null, headers: Record<string, string>, method = "POST") =>
  fetch(address, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  }).then(replyOf);

/** `POST /openai/v1/responses`. */
export const respond = (sandbox: Sandbox, model: string, body: object): Promise<Reply> =>
  at(sandbox, "POST", "/openai/v1/responses", { model, ...body });

/** Whatever else is on the resource. */
export const at = (
  sandbox: Sandbox,
  method: string,
  path: string,
  body: object | null = null,
): Promise<Reply> => send(sandbox.url + path, body, { "api-key": sandbox.apiKey }, method);

/** `POST /anthropic/v1/messages`, where nothing else is said with 4,000 tokens at most and the usual version. */
export const message = (
  sandbox: Sandbox,
  model: string,
  body: object,
  headers: Record<string, string> = {},
  path = "/anthropic/v1/messages",
): Promise<Reply> =>
  send(
    sandbox.url + path,
    { model, ...(path.endsWith("messages") && { max_tokens: 4_000 }), ...body },
    { "x-api-key": sandbox.apiKey, "anthropic-version": "2023-06-01", ...headers },
  );

/** A question as the messages of a body. */
export const asks = (content: unknown, more: object = {}) => ({
  messages: [{ role: "user", content }],
  ...more,
});

/** What an error says of itself, in whichever envelope. */
export const errorOf = ({ json }: Reply) => json.error as Fields;

/** The types of events in order, each run of the same ones once. */
export const sequenceOf = (events: readonly Event[]): string[] =>
  events.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);

/** The text that a field of events of one type adds up to. */
export const joined = (events: readonly Event[], type: string, field = "delta"): string =>
  events
    .filter((event) => event.type === type)
    .map(({ data }) => data[field])
    .join("");
