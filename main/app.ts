import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { safeStorage } from "electron";
import { createDesk } from "./answering.ts";
import { createLists } from "./deployments/lists.ts";
import { openLearned } from "./deployments/store.ts";
import { type Feature, handlersOf, type Life } from "./feature.ts";
import { type Answering, emit, type Handlers } from "./ipc.ts";
import { logFault } from "./log.ts";
import { fetchOfLane, proxyFor, systemFetch } from "./network.ts";
import { openDatabase } from "./storage/database.ts";
import { systemKeyring } from "./storage/keyring.ts";
import type { WindowPlace } from "./storage/last-place.ts";
import type { SettingsStore } from "./storage/settings.ts";

/** The whole app behind the window: what the contract calls, and what start and end need. */
export interface App extends Pick<Required<Life>, "isBusy" | "unseen" | "wake"> {
  /** Answers the calls of the window, each as soon as the room that it goes to is open. */
  answer: Answering;
  /** Resolves when every room is open. Rejects where one cannot be opened on the profile. */
  whole: Promise<void>;
  /** Keeps where the window is, for the next start. */
  rememberWindow(place: WindowPlace): void;
  /** Keeps what is running and lets go of the profile. */
  close(): void;
  /** Starts the built-in sandbox and saves its connection. */
  connectSandbox(): Promise<unknown>;
}

/** The database of a profile. */
export const databaseFile = (profile: string): string => join(profile, "assay.db");

/** Opens the profile in `profile`, and then room after room. Throws where the profile's database cannot be opened. */
export function openApp(profile: string): App {
  const database = openDatabase(databaseFile(profile));
  let settings: SettingsStore | null = null;
  const desk = createDesk();
  const lives: Life[] = [];
  let isClosed = false;

  /** Loads code in a turn of its own: between two of them the window is served. */
  const code = async <Code>(load: () => Promise<Code>): Promise<Code> => {
    await turn();
    const loaded = await load();
    // The profile has been let go of: nothing is opened on it any more.
    return isClosed ? new Promise(() => {}) : loaded;
  };
  const room = async <Code, Room extends Feature<never>>(
    load: () => Promise<Code>,
    open: (loaded: Code) => Room,
  ): Promise<Room> => {
    const opened = open(await code(load));
    opened.recover?.();
    // What was removed before a crash: its time to be restored is over.
    purge(opened);
    lives.push(opened);
    desk.add(opened.handlers);
    return opened;
  };
  async function openRooms() {
    const preferences = await room(
      () => import("./settings/feature.ts"),
      ({ settingsFeature }) => settingsFeature(profile, emit),
    );
    settings = preferences.service;
    const { openSecrets } = await code(() => import("./storage/secrets.ts"));
    const secrets = openSecrets(profile, systemKeyring(safeStorage, process.platform));
    const base = { database, profile, secrets, fetch: systemFetch, proxyFor, emit };
    const { platform, versions } = process;
    const app = { version: __APP_VERSION__, platform, node: versions.node, electron: versions.electron };

    // Each knows those before it.
    const about = await room(
      () => import("./about/feature.ts"),
      ({ aboutFeature }) => aboutFeature(profile, secrets),
    );
    const identity = await room(
      () => import("./identity/feature.ts"),
      ({ identityFeature }) => identityFeature({ ...base, settings: preferences.service }),
    );
    const known = { lists: createLists(), learned: openLearned(database) };
    const connections = await room(
      () => import("./connections/feature.ts"),
      ({ connectionsFeature }) => connectionsFeature({ ...base, ...known, identity: identity.service }),
    );
    const connected = { ...base, connections: connections.service };
    const deployments = await room(
      () => import("./deployments/feature.ts"),
      ({ deploymentsFeature }) => deploymentsFeature({ ...connected, ...known }),
    );
    const deployed = { ...connected, deployments: deployments.service };
    const prices = await room(
      () => import("./prices/feature.ts"),
      ({ pricesFeature }) => pricesFeature(deployed),
    );
    const asked = { ...deployed, prices: prices.service };
    const conversations = await room(
      () => import("./conversations/feature.ts"),
      ({ conversationsFeature }) => conversationsFeature(asked),
    );
    const models = await room(
      () => import("./models/feature.ts"),
      ({ modelsFeature }) => modelsFeature({ ...asked, conversations: conversations.service }),
    );
    const { createQuestions } = await code(() => import("./runs/questions.ts"));
    const measured = { ...asked, questions: createQuestions(asked, fetchOfLane) };
    const comparisons = await room(
      () => import("./comparisons/feature.ts"),
      ({ comparisonsFeature }) => comparisonsFeature({ ...measured, conversations: conversations.service }),
    );
    const compared = { ...measured, app, comparison: comparisons.service.get };
    const series = await room(
      () => import("./series/feature.ts"),
      ({ seriesFeature }) => seriesFeature(compared),
    );
    const votes = await room(
      () => import("./votes/feature.ts"),
      ({ votesFeature }) =>
        votesFeature({ ...compared, series: series.service.store, model: models.service.find }),
    );
    const datasets = await room(
      () => import("./datasets/feature.ts"),
      ({ datasetsFeature }) =>
        datasetsFeature({
          ...base,
          sources: {
            conversations: conversations.service,
            votes: votes.service,
            edits: votes.service.edits,
            series: series.service.store,
          },
        }),
    );
    const taught = { ...measured, datasets: datasets.service };
    const embeddings = await room(
      () => import("./embeddings/feature.ts"),
      ({ embeddingsFeature }) => embeddingsFeature(taught),
    );
    const graders = await room(
      () => import("./graders/feature.ts"),
      ({ gradersFeature }) => gradersFeature(taught),
    );
    const fineTuning = await room(
      () => import("./fine-tuning/feature.ts"),
      ({ fineTuningFeature }) =>
        fineTuningFeature({ ...taught, models: models.service, benches: graders.service }),
    );
    const evaluations = await room(
      () => import("./evaluations/feature.ts"),
      ({ evaluationsFeature }) =>
        evaluationsFeature({ ...taught, tuned: fineTuning.service, votes: votes.service, app }),
    );
    const bundles = await room(
      () => import("./bundles/feature.ts"),
      ({ bundlesFeature }) =>
        bundlesFeature({
          ...compared,
          series: series.service,
          pieces: comparisons.service.pieces,
          judgements: votes.service.judgements,
        }),
    );
    const discovery = await room(
      () => import("./discovery/feature.ts"),
      ({ discoveryFeature }) => discoveryFeature(connections.service, emit),
    );
    const doctor = await room(
      () => import("./doctor/feature.ts"),
      ({ doctorFeature }) => doctorFeature(connected),
    );
    const drafts = await room(
      () => import("./drafts/feature.ts"),
      ({ draftsFeature }) => draftsFeature(database),
    );
    // A room that is missing does not compile.
    const all: Handlers = handlersOf([
      ...([about, preferences, identity, connections, deployments, prices, conversations] as const),
      ...([models, comparisons, series, votes, datasets, graders, fineTuning, evaluations] as const),
      ...([bundles, discovery, doctor, drafts, embeddings] as const),
    ]);
    desk.add(all);
    return { connections: connections.service };
  }

  const rooms = openRooms();
  return {
    answer: desk.answer,
    whole: rooms.then(() => {}),
    connectSandbox: async () => (await rooms).connections.connectSandbox(),
    rememberWindow: (place) => {
      try {
        settings?.rememberWindow(place);
      } catch (error) {
        logFault("The window's place could not be kept", error);
      }
    },
    isBusy: () => lives.some((life) => life.isBusy?.()),
    unseen: () => {
      for (const life of lives) life.unseen?.();
    },
    wake: () => {
      for (const life of lives) life.wake?.();
    },
    close: () => {
      isClosed = true;
      for (const life of lives) life.interrupt?.();
      for (const life of lives.toReversed()) purge(life);
      for (const life of lives) life.close?.();
      database.close();
    },
  };
}

function purge(life: Life): void {
  try {
    life.purge?.();
  } catch (error) {
    logFault("What was removed could not be deleted", error);
  }
}
