import type { Cost, Message, RequestNote } from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { type Attachment, type ChatMessage, dialects } from "../foundry/chat/chat.ts";
import type { Samples } from "../foundry/chat/samples.ts";
import { costOf } from "../foundry/deployments/prices.ts";
import { problem } from "../foundry/error.ts";
import type { Prices } from "../prices/prices.ts";
import { toldUpTo } from "./history.ts";
import type { Lookup } from "./lookup.ts";
import type { ConversationStore } from "./store.ts";

/** What answers were asked with, and what that came to. */
export interface Requests {
  /** The request of an answer as source text. */
  sample(replyId: string, language: keyof Samples): string;
  /** How a request would differ from what is set, as far as that is known before. */
  changes(asked: Input<"chat.changes">): RequestNote[];
  /** What an answer cost; null where that is not known. */
  cost(replyId: string): Promise<Cost | null>;
  /** The region that last answered for a deployment; null where none did. */
  region(connectionId: string, deployment: string): string | null;
}

/** Tells it of the answers in the store, by what is known of their deployments. */
export function createRequests(parts: {
  store: ConversationStore;
  lookup: Pick<Lookup, "answer" | "ownerOf">;
  connections: Pick<Connections, "address">;
  deployments: Pick<Deployments, "ways">;
  prices: Pick<Prices, "of">;
}): Requests {
  const { store, lookup, connections, deployments, prices } = parts;
  return {
    sample: (replyId, language) => {
      const { connectionId, deployment, parentId, details } = lookup.answer(replyId);
      if (connectionId === null || deployment === null) throw problem("not_found");
      const { systemPrompt, parameters } = store.options(lookup.ownerOf(replyId));
      const { adjustments, model, dialect: spoken } = deployments.ways(connectionId, deployment);
      const dialect = dialects[details?.dialect ?? spoken];
      const messages = toldUpTo(parentId, store, { connectionId, deployment });
      const body = dialect.body({
        deployment,
        model,
        messages,
        system: systemPrompt,
        parameters,
        adjustments,
      });
      const route = details?.route ?? "dated";
      const { endpoint, apiVersion, ...headers } = connections.address(connectionId);
      return dialect.samples({ target: { endpoint, apiVersion }, deployment, route, body, ...headers })[
        language
      ];
    },
    changes: ({ connectionId, deployment, parameters, conversationId = null, attached = [] }) => {
      const { adjustments, model, dialect } = deployments.ways(connectionId, deployment);
      const asked = { connectionId, deployment };
      const earlier =
        conversationId === null ? [] : toldUpTo(store.leaf(conversationId), store, asked, withoutContent);
      const attachments = attached.map((kind) => ({ kind, ...nothingInIt }));
      const messages: ChatMessage[] = [...earlier, { role: "user", content: "", attachments }];
      return dialects[dialect].changes({ deployment, model, messages, parameters, adjustments });
    },
    cost: async (replyId) => {
      const { connectionId, deployment, measurement, details } = lookup.answer(replyId);
      if (!connectionId || !deployment || !measurement?.tokens) return null;
      const perToken = await prices.of(connectionId, deployment, details?.region ?? null);
      return perToken && costOf(measurement.tokens, perToken);
    },
    region: (connectionId, deployment) => store.region(connectionId, deployment),
  };
}

const nothingInIt = { name: "", type: "", data: "" };

/** What is attached to a message, by its kinds: what would be left out does not hang on what is in it. */
const withoutContent = ({ attachments }: Message): Attachment[] =>
  attachments.map(({ kind }) => ({ kind, ...nothingInIt }));
