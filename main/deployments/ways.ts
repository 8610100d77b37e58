import { z } from "zod";
import type { RequestNote } from "../../preload/contract/conversations.ts";
import type { ChatRoute, Deployment } from "../../preload/contract/deployments.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import { isAboutParameter } from "../../preload/sent-parameters.ts";
import { type Adjustments, noAdjustments, remember } from "../foundry/chat/adjustments.ts";
import type { ChatEvent } from "../foundry/chat/chat.ts";
import type { Question } from "../foundry/chat/question.ts";
import { readRetirements, retirementOf } from "../foundry/deployments/catalogue.ts";
import { modelsOf } from "../foundry/deployments/rows.ts";
import { dialectOf, spokenBy } from "../foundry/deployments/speaks.ts";
import type { Target } from "../foundry/http/send.ts";
import { parseJson } from "../foundry/json.ts";
import { logFault } from "../log.ts";
import type { Lists } from "./lists.ts";
import type { LearnedStore, SaidDialect } from "./store.ts";

/** What is known of asking a deployment. */
interface Ways {
  /** What it speaks: as a person has said, else as it has answered, else as its lists and names tell. */
  dialect: DialectName;
  /** The route that served its chat last. */
  route: ChatRoute | undefined;
  /** What it has refused. */
  adjustments: Adjustments;
  /** Null where no list has been read, or none names it; several where lists name different ones. */
  model: Question["model"];
}

export interface KnownWays {
  ways(id: string, deployment: string): Ways;
  rememberRoute(id: string, deployment: string, route: ChatRoute): void;
  /** Calls the listener whenever a deployment begins to answer. */
  followAnswers(listener: (id: string, deployment: string) => void): void;
  /** Remembers what the deployment has just refused. */
  rememberNote(id: string, deployment: string, note: RequestNote): void;
  /** When the model behind a deployment stops answering, in milliseconds since the epoch; null where that is not known. Never throws. */
  retirement(id: string, deployment: string): Promise<number | null>;
}

const kept = z.object({
  renamed: z.record(z.string(), z.string()),
  dropped: z.array(z.string()),
  longestAnswer: z.number().positive().optional(),
  refusedAt: z.record(z.string(), z.number()).optional(),
});

/** What the deployments of all connections have taught. That it cannot be written down is no reason not to answer. */
export function createWays(
  store: Omit<LearnedStore, "forgetRoutes">,
  lists: Pick<Lists, "deployment">,
  connections: { target(id: string): Promise<Target>; address(id: string): Pick<Target, "endpoint"> },
  /** Called when something was learned that lists show. */
  told: (id: string) => void = () => {},
): KnownWays {
  /** The catalogue of each connection, read once until the app ends. */
  const retirementsOf = new Map<string, ReturnType<typeof readRetirements>>();
  const listeners: ((id: string, deployment: string) => void)[] = [];
  const adjustmentsOf = (id: string, deployment: string): Adjustments => {
    const read = kept.safeParse(parseJson(store.adjustments(id, deployment) ?? ""));
    return read.success ? read.data : noAdjustments;
  };
  const write = (what: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      logFault(`${what} could not be kept`, error);
    }
  };

  return {
    ways: (id, deployment) => ({
      dialect:
        dialectOf(
          spoken(
            store.dialects(id).get(deployment),
            lists.deployment(id, deployment)?.speaks ??
              spokenBy({ name: deployment }, connections.address(id).endpoint),
          ),
        ) ?? "chat",
      route: store.routes(id).get(deployment),
      adjustments: adjustmentsOf(id, deployment),
      model: modelsOf(lists.deployment(id, deployment)),
    }),
    followAnswers: (listener) => void listeners.push(listener),
    rememberRoute: (id, deployment, route) => {
      for (const listener of listeners) write("An answer", () => listener(id, deployment));
      if (store.routes(id).get(deployment) === route) return;
      write("A deployment's route", () => {
        store.setRoute(id, deployment, route);
        told(id);
      });
    },
    rememberNote: (id, deployment, note) => {
      // What one prompt left says nothing of the next one.
      if (note.kind === "parameter_lowered" && note.ofPrompt) return;
      if (note.kind === "dialect_switched")
        return write("What a deployment speaks", () => {
          store.setDialect(id, deployment, { dialect: note.to, by: "answer" });
          told(id);
        });
      if (!isAboutParameter(note)) return;
      write("What a deployment refused", () => {
        const adjustments = remember(adjustmentsOf(id, deployment), { ...note, refusedAt: Date.now() });
        store.setAdjustments(id, deployment, JSON.stringify(adjustments));
      });
    },
    retirement: async (id, deployment) => {
      const { model, version } = lists.deployment(id, deployment) ?? {};
      if (!model) return null;
      try {
        const retirements = retirementsOf.get(id) ?? readRetirements(await connections.target(id));
        retirementsOf.set(id, retirements);
        return retirementOf(await retirements, model, version ?? null);
      } catch {
        retirementsOf.delete(id);
        return null;
      }
    },
  };
}

/** What a deployment speaks: what it was said to, else what is told of it otherwise. */
export const spoken = (said: SaidDialect | undefined, told: Deployment["speaks"]): Deployment["speaks"] =>
  said ? { what: said.dialect, because: said.by } : told;

/** Passes on what happens while a deployment answers, and keeps what that tells of the ways to it. */
export async function* remembering(
  events: AsyncIterable<ChatEvent>,
  ways: Pick<KnownWays, "rememberRoute" | "rememberNote">,
  { connectionId, deployment }: { connectionId: string; deployment: string },
): AsyncGenerator<ChatEvent, void> {
  for await (const event of events) {
    if (event.type === "started") ways.rememberRoute(connectionId, deployment, event.route);
    if (event.type === "note" && !("because" in event.note && event.note.because))
      ways.rememberNote(connectionId, deployment, event.note);
    yield event;
  }
}
