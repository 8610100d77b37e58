import type { Fill, Message } from "../../preload/contract/conversations.ts";
import type { Input } from "../../preload/contract/index.ts";
import { estimatedBeginning, estimatedMessage } from "../../preload/estimated-tokens.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { type ChatMessage, dialects } from "../foundry/chat/chat.ts";
import { countTokens } from "../foundry/chat/count.ts";
import { FoundryError } from "../foundry/error.ts";
import { toldUpTo } from "./history.ts";
import type { ConversationStore } from "./store.ts";

/** How full the context window is before a question is sent. */
export interface Filling {
  /** By an estimate; nothing is asked. */
  fill(asked: Input<"chat.fill">): Fill;
  /** As the service counts. Throws `counting_not_offered`, and whatever asking it throws. */
  count(asked: Input<"chat.count">): Promise<number>;
}

/** Messages whose estimate is remembered. */
const mostRemembered = 10_000;

/** Tells it of the conversations in the store. That a service has no route for counting is remembered until the app ends. */
export function createFilling(parts: {
  store: Pick<ConversationStore, "leaf" | "stretch" | "attachments" | "attachment" | "kept">;
  connections: Pick<Connections, "target">;
  deployments: Pick<Deployments, "ways">;
}): Filling {
  const { store, connections, deployments } = parts;
  const withoutRoute = new Set<string>();
  const estimates = new Map<string, number>();

  const estimateOf = (message: Message): number => {
    const { id, text, details, attachments } = message;
    const calls = details?.toolCalls ?? [];
    // A call that waits for its result is told with it later.
    const key = `${id} ${text.length} ${calls.map(({ result }) => result?.length).join()}`;
    const known = estimates.get(key);
    if (known !== undefined) return known;
    const texts = [
      text,
      ...calls.flatMap((call) => [call.name, call.arguments, call.result ?? ""]),
      ...attachments.flatMap(({ id, kind, name }) =>
        kind === "text" ? [name, store.attachment(id)?.data ?? ""] : [],
      ),
    ];
    const tokens = estimatedMessage(texts);
    if (estimates.size >= mostRemembered) estimates.clear();
    estimates.set(key, tokens);
    return tokens;
  };

  return {
    fill: ({ conversationId, connectionId, deployment, systemPrompt, parameters }) => {
      const { dialect } = deployments.ways(connectionId, deployment);
      const leaf = conversationId === null ? null : store.leaf(conversationId);
      const messages = leaf === null ? [] : store.stretch(leaf, {}).messages;
      const beginning = estimatedBeginning(systemPrompt, parameters);
      const estimate = messages.reduce((sum, one) => sum + estimateOf(one), beginning);
      const counted = countedIn(messages.at(-1), { connectionId, deployment });
      const unseen = messages.flatMap(({ attachments }) => attachments.filter(({ kind }) => kind !== "text"));
      return {
        tokens: Math.max(estimate, counted ?? 0),
        left: counted === null ? unseen.length : 0,
        canCount: dialects[dialect].counting !== undefined && !withoutRoute.has(`${connectionId} ${dialect}`),
      };
    },

    count: async ({ conversationId, connectionId, deployment, systemPrompt, parameters, ...asked }) => {
      const target = await connections.target(connectionId);
      const ways = deployments.ways(connectionId, deployment);
      const leaf = conversationId === null ? null : store.leaf(conversationId);
      const { text, attachments } = asked;
      const question: ChatMessage = { role: "user", content: text, attachments };
      const messages = [...toldUpTo(leaf, store, { connectionId, deployment }), question];
      try {
        return await countTokens(target, { ...ways, deployment, messages, system: systemPrompt, parameters });
      } catch (error) {
        if (error instanceof FoundryError && error.diagnosis.code === "counting_not_offered")
          withoutRoute.add(`${connectionId} ${ways.dialect}`);
        throw error;
      }
    },
  };
}

/** What the service counted of all up to an answer of this deployment, what was only thought left out; null where it did not. */
function countedIn(
  last: Message | undefined,
  asked: { connectionId: string; deployment: string },
): number | null {
  const tokens = last?.measurement?.tokens;
  if (!tokens || last.connectionId !== asked.connectionId || last.deployment !== asked.deployment)
    return null;
  return tokens.prompt + tokens.completion - tokens.reasoning;
}
