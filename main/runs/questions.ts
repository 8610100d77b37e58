import { isInText } from "../../preload/answers-text.ts";
import type { ColumnSettings, RunConditions, RunMeasurement } from "../../preload/contract/comparisons.ts";
import type { Cost } from "../../preload/contract/conversations.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { remembering } from "../deployments/ways.ts";
import {
  type ChatEvent,
  type ChatMessage,
  datedVersion,
  hasDatedVersion,
  streamChat,
} from "../foundry/chat/chat.ts";
import type { Question } from "../foundry/chat/question.ts";
import { costOf } from "../foundry/deployments/prices.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Prices } from "../prices/prices.ts";
import { createPacing, type Pacing } from "./pacing.ts";
import { createDepartures } from "./request-spacing.ts";

/** Who is asked, and how. */
interface Asked extends Pick<ColumnSettings, "connectionId" | "deployment" | "systemPrompt" | "parameters"> {
  /** Tools that the model may call, as the service writes them. */
  tools?: Question["tools"];
}

/** Single questions to single deployments. */
export interface Questions {
  /**
   * What a deployment answers to a prompt, or to the last of some messages. `position`: the column's place, from 0; columns
   * that are near share connections. What keeps it from being asked at all ends it like a refusal: never throws. One that
   * makes images is not asked.
   */
  ask(
    asked: Asked,
    position: number,
    prompt: string | readonly ChatMessage[],
    signal: AbortSignal,
  ): AsyncIterable<ChatEvent>;
  /** Under which conditions it is asked now, as far as that is known before the answer. */
  conditions(asked: Asked): RunConditions;
  /** What an answer cost, by the price that was typed or the public list's; null where that cannot be told. */
  cost(
    asked: Pick<Asked, "connectionId" | "deployment">,
    measured: Pick<RunMeasurement, "tokens"> | null,
    region: string | null,
  ): Promise<Cost | null>;
  /** What shares a rate limit with others: a deployment. */
  limitOf(asked: Pick<Asked, "connectionId" | "deployment">): string;
  /** When which deployment may be asked, for all who ask here. */
  pacing: Pacing;
}

/** What has to be known of connections and deployments to ask. */
export interface Asking {
  connections: Pick<Connections, "target" | "address">;
  deployments: Pick<Deployments, "ways" | "rememberRoute" | "rememberNote" | "find">;
  prices: Pick<Prices, "of">;
}

/** Columns that share connections: Chromium opens six at most to one host, and a seventh request would wait for its turn. */
const perLane = 4;
/** Milliseconds between two requests: what one takes to leave, see `test/bench/compare-columns.bench.ts`. */
const departureGap = 25;

/** `laneOf` gives the fetch of a lane, each with connections of its own. */
export function createQuestions(
  { connections, deployments, prices }: Asking,
  laneOf: (lane: number) => Fetch,
): Questions {
  const departures = createDepartures(departureGap);
  const pacing = createPacing();

  const versionOf = (connectionId: string) => {
    try {
      return connections.address(connectionId).apiVersion ?? datedVersion;
    } catch {
      return null;
    }
  };

  return {
    async *ask(
      { connectionId, deployment, systemPrompt: system, parameters, tools },
      position,
      prompt,
      signal,
    ) {
      try {
        const fetch = laneOf(Math.floor(position / perLane));
        const target = { ...(await connections.target(connectionId)), fetch };
        const ways = deployments.ways(connectionId, deployment);
        // An image would be paid for, and is neither shown nor kept.
        if (!isInText(ways.dialect)) throw problem("not_a_chat_model", { deployment });
        const messages = typeof prompt === "string" ? [{ role: "user" as const, content: prompt }] : prompt;
        const request = { ...ways, deployment, messages, system, parameters, tools, signal };
        await departures.next();
        yield* remembering(streamChat(target, request), deployments, { connectionId, deployment });
      } catch (error) {
        const { diagnosis } = error instanceof FoundryError ? error : problem("unexpected", {}, error);
        yield { type: "end", at: performance.now(), end: "failed", usage: null, diagnosis };
      }
    },
    conditions: ({ connectionId, deployment }) => {
      const known = deployments.find(connectionId, deployment);
      return {
        asked: { connectionId, deployment },
        startedAt: Date.now(),
        model: known?.model ?? null,
        sku: known?.sku ?? null,
        apiVersion: versionOf(connectionId),
        route: null,
        region: null,
        requestId: null,
        remaining: { requests: null, tokens: null },
      };
    },
    cost: async ({ connectionId, deployment }, measured, region) => {
      if (!measured?.tokens) return null;
      const perToken = await prices.of(connectionId, deployment, region);
      return perToken && costOf(measured.tokens, perToken);
    },
    limitOf: ({ connectionId, deployment }) => JSON.stringify([connectionId, deployment]),
    pacing,
  };
}

/** The conditions of a run once its answer has started. */
export function startedUnder(
  before: RunConditions,
  { dialect, route, region, requestId, remaining }: ChatEvent & { type: "started" },
): RunConditions {
  const apiVersion = hasDatedVersion(dialect, route) ? before.apiVersion : null;
  return { ...before, apiVersion, dialect, route, region, requestId, remaining };
}
