import { join } from "node:path";
import { safeStorage } from "electron";
import { aboutFeature } from "./about/feature.ts";
import { bundlesFeature } from "./bundles/feature.ts";
import { comparisonsFeature } from "./comparisons/feature.ts";
import { connectionsFeature } from "./connections/feature.ts";
import { conversationsFeature } from "./conversations/feature.ts";
import { datasetsFeature } from "./datasets/feature.ts";
import { deploymentsFeature } from "./deployments/feature.ts";
import { createLists } from "./deployments/lists.ts";
import { openLearned } from "./deployments/store.ts";
import { discoveryFeature } from "./discovery/feature.ts";
import { doctorFeature } from "./doctor/feature.ts";
import { draftsFeature } from "./drafts/feature.ts";
import { evaluationsFeature } from "./evaluations/feature.ts";
import { handlersOf, type Life } from "./feature.ts";
import { fineTuningFeature } from "./fine-tuning/feature.ts";
import { gradersFeature } from "./graders/feature.ts";
import { identityFeature } from "./identity/feature.ts";
import { emit, type Handlers } from "./ipc.ts";
import { logFault } from "./log.ts";
import { modelsFeature } from "./models/feature.ts";
import { fetchOfLane, proxyFor, systemFetch } from "./network.ts";
import { pricesFeature } from "./prices/feature.ts";
import { createQuestions } from "./runs/questions.ts";
import { seriesFeature } from "./series/feature.ts";
import { settingsFeature } from "./settings/feature.ts";
import { openDatabase } from "./storage/database.ts";
import { systemKeyring } from "./storage/keyring.ts";
import { openSecrets } from "./storage/secrets.ts";
import type { SettingsStore } from "./storage/settings.ts";
import { votesFeature } from "./votes/feature.ts";

/** The whole app behind the window: what the contract calls, and what start and end need. */
export interface App extends Pick<Required<Life>, "isBusy" | "unseen" | "wake"> {
  handlers: Handlers;
  /** Keeps what is running and lets go of the profile. */
  close(): void;
  /** Starts the built-in sandbox and saves its connection. */
  connectSandbox(): Promise<unknown>;
}

/** The database of a profile. */
export const databaseFile = (profile: string): string => join(profile, "assay.db");

/** Builds every feature once, on the profile in `profile`. Throws where the profile's database cannot be opened. */
export function composeApp(profile: string, settingsStore: SettingsStore): App {
  const database = openDatabase(databaseFile(profile));
  const secrets = openSecrets(profile, systemKeyring(safeStorage, process.platform));
  const base = { database, profile, secrets, fetch: systemFetch, proxyFor, emit };
  const { platform, versions } = process;
  const about = { version: __APP_VERSION__, platform, node: versions.node, electron: versions.electron };

  // Each knows those before it.
  const settings = settingsFeature(settingsStore, emit);
  const identity = identityFeature({ ...base, settings: settings.service });
  const known = { lists: createLists(), learned: openLearned(database) };
  const connections = connectionsFeature({ ...base, ...known, identity: identity.service });
  const connected = { ...base, connections: connections.service };
  const deployments = deploymentsFeature({ ...connected, ...known });
  const deployed = { ...connected, deployments: deployments.service };
  const prices = pricesFeature(deployed);
  const asked = { ...deployed, prices: prices.service };
  const conversations = conversationsFeature(asked);
  const models = modelsFeature({ ...asked, conversations: conversations.service });
  const questions = createQuestions(asked, fetchOfLane);
  const measured = { ...asked, questions };
  const comparisons = comparisonsFeature({ ...measured, conversations: conversations.service });
  const compared = { ...measured, app: about, comparison: comparisons.service.get };
  const series = seriesFeature(compared);
  const votes = votesFeature({ ...compared, series: series.service.store, model: models.service.find });
  const datasets = datasetsFeature({
    ...base,
    sources: {
      conversations: conversations.service,
      votes: votes.service,
      edits: votes.service.edits,
      series: series.service.store,
    },
  });
  const taught = { ...measured, datasets: datasets.service };
  const graders = gradersFeature(taught);
  const fineTuning = fineTuningFeature({ ...taught, models: models.service, benches: graders.service });
  const evaluations = evaluationsFeature({
    ...taught,
    ...{ tuned: fineTuning.service, votes: votes.service, app: about },
  });
  const features = [
    aboutFeature(profile, secrets),
    settings,
    identity,
    connections,
    discoveryFeature(connections.service, emit),
    doctorFeature(connected),
    deployments,
    prices,
    conversations,
    models,
    comparisons,
    series,
    votes,
    bundlesFeature({
      ...compared,
      series: series.service,
      pieces: comparisons.service.pieces,
      judgements: votes.service.judgements,
    }),
    datasets,
    graders,
    fineTuning,
    evaluations,
    draftsFeature(database),
  ] as const;

  const lives: readonly Life[] = features;
  const purge = () => {
    for (const life of lives.toReversed()) {
      try {
        life.purge?.();
      } catch (error) {
        logFault("What was removed could not be deleted", error);
      }
    }
  };
  for (const life of lives) life.recover?.();
  // What was removed before a crash: its time to be restored is over.
  purge();

  return {
    connectSandbox: () => connections.service.connectSandbox(),
    handlers: handlersOf(features),
    isBusy: () => lives.some((life) => life.isBusy?.()),
    unseen: () => {
      for (const life of lives) life.unseen?.();
    },
    wake: () => {
      for (const life of lives) life.wake?.();
    },
    close: () => {
      for (const life of lives) life.interrupt?.();
      purge();
      for (const life of lives) life.close?.();
      database.close();
    },
  };
}
