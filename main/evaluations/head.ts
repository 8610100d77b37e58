import type { Connections } from "../connections/connections.ts";
import { datedVersion } from "../foundry/chat/chat.ts";
import type { Asking } from "../runs/questions.ts";
import type { RemoteServices } from "./engine/ports.ts";
import { hashesOf } from "./files/format/hashes.ts";
import { type EvaluationHead, plainHead } from "./files/format/head.ts";
import { settingsForFile } from "./files/format/settings.ts";
import type { ListedEvaluation } from "./list.ts";

/** What a head tells of the connections and deployments. */
export interface HeadParts {
  deployments: Pick<Asking["deployments"], "find">;
  prices: Asking["prices"];
  /** What is known of a connection; nulls for one that is not there any more. */
  reached(connectionId: string): Promise<{
    kind: EvaluationHead["deployments"][number]["kind"];
    apiVersion: string | null;
    region: string | null;
  }>;
  app: EvaluationHead["app"];
}

/** Rises with every change of how statistics are counted. */
const statisticsVersion = "1";

/** The first line of an evaluation's report, without what is of this computer only. */
export async function headOf(
  one: Pick<
    ListedEvaluation,
    "name" | "settings" | "version" | "datasetName" | "counts" | "createdAt" | "startedAt" | "endedAt"
  >,
  { deployments, prices, reached, app }: HeadParts,
): Promise<EvaluationHead> {
  const { settings, deployed } = settingsForFile(one.settings);
  const known: EvaluationHead["deployments"] = [];
  const priced: EvaluationHead["prices"]["list"] = [];
  for (const { here, file } of deployed) {
    const { kind, apiVersion, region } = await reached(here.connectionId);
    const {
      model = null,
      version = null,
      sku = null,
    } = deployments.find(here.connectionId, here.deployment) ?? {};
    known.push({ ...file, kind, model, modelVersion: version, sku, region, apiVersion });
    const price = await prices.of(here.connectionId, here.deployment, region);
    if (!price) continue;
    const { currency, input, cachedInput, output } = price;
    priced.push({ ...file, currency, input, cachedInput, output });
  }
  return {
    ...plainHead,
    holds: "results",
    origin: "here",
    name: one.name,
    createdAt: one.createdAt,
    startedAt: one.startedAt,
    endedAt: one.endedAt,
    app,
    statistics: statisticsVersion,
    settings,
    dataset: {
      name: one.datasetName ?? "",
      version: one.version,
      hash: null,
      rows: one.counts?.rows ?? null,
      ...(one.counts?.unasked && { unasked: one.counts.unasked }),
    },
    deployments: known,
    ...hashesOf(settings, known),
    prices: { at: priced.length === 0 ? null : Date.now(), list: priced },
  };
}

/** What connections of the app tell of themselves. */
export const reachedBy =
  (connections: Pick<Connections, "list">, region: RemoteServices["region"]): HeadParts["reached"] =>
  async (id) => {
    const found = connections.list().find((one) => one.id === id);
    if (!found) return { kind: null, apiVersion: null, region: null };
    const { sandbox, isLocal, apiVersion } = found;
    return {
      kind: sandbox ? "sandbox" : isLocal ? "local" : "cloud",
      apiVersion: isLocal ? null : (apiVersion ?? datedVersion),
      region: await region(id),
    };
  };
