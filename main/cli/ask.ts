import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Bundle, BundleRun } from "../comparisons/bundle.ts";
import { type ChatEvent, datedVersion, streamChat } from "../foundry/chat.ts";
import { isLoopback } from "../foundry/hosts.ts";
import { costOf } from "../foundry/prices.ts";
import type { Asked, Reached } from "./asked.ts";
import type { Progress } from "./progress.ts";
import { runPlan } from "./run.ts";
import type { Service } from "./service.ts";

/** What came of asking. */
export interface Outcome {
  bundle: Bundle;
  /** Why the rest was not asked; null where all was, or it was interrupted. */
  problem: Diagnosis | null;
  /** The first thing that went wrong. */
  failure: Diagnosis | null;
}

/** Asks everything that is to be asked, until it has ended or the signal aborts. */
export async function askAll(
  asked: Asked,
  service: Service,
  progress: Progress,
  signal: AbortSignal,
): Promise<Outcome> {
  const { title, conditions, columns, prompts, deployments } = asked;
  const createdAt = Date.now();
  const runs: BundleRun[] = [];
  let failure: Diagnosis | null = null;
  const reachedOf = (alias: string) => {
    const reached = deployments.get(alias);
    if (!reached) throw new Error("A column without a deployment");
    return reached;
  };
  const pricing: Promise<void>[] = [];

  await runPlan({
    columns,
    prompts,
    conditions,
    signal,
    open: ({ alias, systemPrompt, parameters }, prompt, ends) =>
      question(service, reachedOf(alias), {
        system: systemPrompt,
        parameters,
        text: prompt.text,
        signal: ends,
      }),
    ended: (run, diagnosis) => {
      const kept = { ...run };
      runs.push(kept);
      failure ??= diagnosis;
      progress.ended(diagnosis !== null);
      const alias = columns.find(({ id }) => id === run.columnId)?.alias ?? "";
      pricing.push(
        price(service, reachedOf(alias), kept).then((cost) => {
          kept.cost = cost;
        }),
      );
    },
  });
  await Promise.all(pricing);
  const about = [...deployments].map(([alias, reached]) => aboutOf(alias, reached, service, runs, columns));
  const app = {
    version: __APP_VERSION__,
    platform: process.platform,
    node: process.versions.node,
    electron: null,
  };
  const bundle: Bundle = {
    title,
    createdAt,
    app,
    conditions,
    deployments: about,
    columns,
    prompts,
    votes: [],
    edits: [],
    runs,
  };
  return { bundle, problem: null, failure };
}

async function* question(
  service: Service,
  { connectionName, deployment }: Reached,
  asked: {
    system: string;
    parameters: Bundle["columns"][number]["parameters"];
    text: string;
    signal: AbortSignal;
  },
): AsyncGenerator<ChatEvent> {
  const { text, ...request } = asked;
  const messages = [{ role: "user" as const, content: text }];
  const ways = service.ways(connectionName, deployment);
  for await (const event of streamChat(service.target(connectionName), {
    ...ways,
    ...request,
    deployment,
    messages,
  })) {
    if (event.type === "started") service.rememberRoute(connectionName, deployment, event.route);
    if (event.type === "note") service.rememberNote(connectionName, deployment, event.note);
    yield event;
  }
}

/** What a run cost by the public price list; null where that is not known. */
async function price(
  service: Service,
  reached: Reached,
  { tokens, region }: BundleRun,
): Promise<BundleRun["cost"]> {
  if (!tokens || region === null || kindOf(reached, service) === "local") return null;
  const prices = await service.prices(reached.connectionName, reached.deployment, region);
  return prices && { amount: costOf(tokens, prices), currency: prices.currency };
}

const kindOf = ({ connectionName }: Reached, service: Service): "cloud" | "local" =>
  isLoopback(new URL(service.target(connectionName).endpoint.origin).hostname) ? "local" : "cloud";

function aboutOf(
  alias: string,
  reached: Reached,
  service: Service,
  runs: readonly BundleRun[],
  columns: Bundle["columns"],
): Bundle["deployments"][number] {
  const { connectionName, deployment } = reached;
  const known = service.deployment(connectionName, deployment);
  const { endpoint, apiVersion } = service.target(connectionName);
  const own = new Set(columns.filter((column) => column.alias === alias).map(({ id }) => id));
  const answered = runs.filter(({ columnId, route }) => own.has(columnId) && route !== null);
  return {
    alias,
    kind: kindOf(reached, service),
    model: known?.model ?? null,
    modelVersion: known?.version ?? null,
    sku: known?.sku ?? null,
    region: answered.find(({ region }) => region !== null)?.region ?? null,
    apiVersion: answered.some(({ route }) => route === "dated") ? (apiVersion ?? datedVersion) : null,
    endpoint: new URL(endpoint.origin).host,
  };
}
