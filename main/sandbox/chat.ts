import { answerIn, type Dialect } from "./answering.ts";
import { readChatRequest } from "./chat-request.ts";
import { complete } from "./completion.ts";
import type { Exchange } from "./exchange.ts";
import { completionBody, streamFrames } from "./frames.ts";
import type { Resource } from "./resource.ts";
import type { Frame } from "./transmission.ts";

const chat: Dialect = {
  api: "chat",
  read: (body, deployment) => {
    const request = readChatRequest(body, deployment);
    const reply = () => {
      const completion = complete(request, deployment);
      if (request.stream)
        return {
          errorEvents,
          frames: streamFrames(completion, deployment, request).map(
            ({ afterTokens, isToken, data }): Frame => ({ afterTokens, isToken, text: () => event(data()) }),
          ),
        };
      const afterTokens = completion.usage.completion / request.choices;
      return { errorEvents, body: completionBody(completion, deployment, request), afterTokens };
    };
    return { question: request, reply };
  },
};

const event = (data: object | string) =>
  `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;

const error = {
  message: "The server had an error processing your request. Sorry about that!",
  type: "server_error",
  param: null,
  code: null,
};
const errorEvents = () => event({ error });

/** Answers a chat completion. */
export const answerChat = (exchange: Exchange, resource: Resource): Promise<void> =>
  answerIn(chat, exchange, resource);
