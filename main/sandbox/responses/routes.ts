import { answerIn, type Dialect } from "../answering.ts";
import { checkApi } from "../apis.ts";
import { called, calledName, deploymentNamed } from "../called.ts";
import { Refused } from "../errors.ts";
import { type Exchange, readJson, sendJson } from "../exchange.ts";
import type { Resource } from "../resource.ts";
import { errorEventsOf, replyFrames } from "./events.ts";
import { refused, unnamed } from "./refusals.ts";
import type { KeptReply } from "./replies.ts";
import { replyTo } from "./reply.ts";
import { readResponsesRequest } from "./request.ts";

/** The first dated api-version that has the API, in which events have no numbers yet. */
const firstVersion = "2025-03-01-preview";

/** Throws `Refused` for a dated api-version that is older than the API (ten repositories quote it). */
function checkVersion({ url }: Exchange): void {
  const version = url.searchParams.get("api-version");
  if (url.pathname.startsWith("/openai/responses") && version !== null && version < firstVersion)
    throw new Refused({
      status: 400,
      body: {
        error: {
          code: "BadRequest",
          message: "Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and later",
        },
      },
    });
}

/** `POST /responses`. */
export function answerResponses(exchange: Exchange, resource: Resource): Promise<void> {
  checkVersion(exchange);
  const { seals, replies, clock } = resource;
  const isNumbered = exchange.url.searchParams.get("api-version") !== firstVersion;
  const responses: Dialect = {
    api: "responses",
    unnamed,
    read: (body, deployment) => {
      const request = readResponsesRequest(body, deployment, { seals, replies });
      const { question, parameters, items, context } = request;
      const reply = () => {
        const made = replyTo(request, deployment, seals, clock.seconds());
        const { background: isBackground, stream } = parameters;
        const frames = stream
          ? replyFrames(made, { fails: question.manners.fails, isQueued: isBackground, isNumbered })
          : null;
        if (parameters.store)
          replies.keep(made, { items, context, isBackground, frames: isBackground ? frames : null });
        const errorEvents = errorEventsOf(made, { isNumbered });
        if (frames) return { errorEvents, frames };
        if (isBackground) return { errorEvents, body: made.begun("queued"), afterTokens: null };
        return { errorEvents, body: made.ended, afterTokens: made.tokens };
      };
      return { question, reply };
    },
  };
  return answerIn(responses, exchange, resource);
}

/** `GET /responses/{id}`; with `stream=true` its events once more, after the one of a number. */
export function showResponse(exchange: Exchange, resource: Resource): void {
  const { frames, now } = found(exchange, resource);
  const query = exchange.url.searchParams;
  if (query.get("stream") !== "true") {
    sendJson(exchange, 200, now());
    return;
  }
  if (!frames)
    throw refused("This response was not created in the background with streaming enabled.", "stream");
  const after = Number(query.get("starting_after") ?? -1);
  exchange.response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" }).end(
    frames
      .slice(after + 1)
      .map(({ text }) => text())
      .join(""),
  );
}

/** `DELETE /responses/{id}`. */
export function deleteResponse(exchange: Exchange, resource: Resource): void {
  found(exchange, resource);
  const { id = "" } = exchange.parameters;
  resource.replies.remove(id);
  sendJson(exchange, 200, { id, object: "response.deleted", deleted: true });
}

/** `POST /responses/{id}/cancel`: only what runs in the background. */
export function cancelResponse(exchange: Exchange, resource: Resource): void {
  const reply = found(exchange, resource);
  if (!reply.isBackground) throw refused("Cannot cancel a synchronous response.");
  reply.cancel();
  sendJson(exchange, 200, reply.now());
}

/** `GET /responses/{id}/input_items`: the newest first, unless it is asked otherwise. */
export function listInputItems(exchange: Exchange, resource: Resource): void {
  const { items } = found(exchange, resource);
  const data = exchange.url.searchParams.get("order") === "asc" ? items : items.toReversed();
  sendJson(exchange, 200, {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: false,
  });
}

/** `POST /responses/input_tokens`: how many tokens a request would have. */
export async function countInputTokens(exchange: Exchange, resource: Resource): Promise<void> {
  checkVersion(exchange);
  const body = await readJson(exchange);
  const deployment = deploymentNamed(resource, calledName(exchange, body, unnamed));
  called(exchange, resource, deployment, "responses");
  checkApi(deployment, "responses", exchange.url.pathname);
  const { question } = readResponsesRequest(body, deployment, resource);
  sendJson(exchange, 200, { object: "response.input_tokens", input_tokens: question.promptTokens });
}

function found(exchange: Exchange, resource: Resource): KeptReply {
  checkVersion(exchange);
  const { id = "" } = exchange.parameters;
  const reply = resource.replies.get(id);
  if (reply) return reply;
  throw new Refused({
    status: 404,
    body: {
      error: {
        message: `Response with id '${id}' not found.`,
        type: "invalid_request_error",
        param: null,
        code: null,
      },
    },
  });
}
