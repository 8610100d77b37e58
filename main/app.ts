import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, nativeTheme, net, safeStorage, session } from "electron";
import type { AppInfo } from "../preload/contract/app.ts";
import { createSeriesFiles } from "./bundles/bundles.ts";
import { createComparisons } from "./comparisons/comparisons.ts";
import { openComparisons } from "./comparisons/store.ts";
import { createConnections } from "./connections/connections.ts";
import { createSandboxProcess } from "./connections/sandbox-process.ts";
import { openConnections } from "./connections/store.ts";
import { createConversations } from "./conversations/conversations.ts";
import { openSearch } from "./conversations/search.ts";
import { openConversations } from "./conversations/store.ts";
import { createStreams } from "./conversations/streams.ts";
import { openDatasets } from "./datasets/datasets.ts";
import { openDrafts } from "./drafts/drafts.ts";
import {
  exportConversation,
  exportModel,
  exportRuns,
  exportVotes,
  importConversation,
  importModel,
  pickBundle,
  pickDatasets,
  pickPrompts,
} from "./files.ts";
import { readBaseModels } from "./foundry/deployments/catalogue.ts";
import { findLocalServers } from "./foundry/deployments/local-servers.ts";
import { understandEndpoint } from "./foundry/endpoints/parse.ts";
import type { Fetch } from "./foundry/http/send.ts";
import { openAsked, openOutside } from "./guards.ts";
import { withCommandLines } from "./identity/command-line-accounts.ts";
import { createIdentity } from "./identity/identity.ts";
import { policyFile, readRegistration } from "./identity/registration.ts";
import { personsBrowser, signInWindow } from "./identity/window.ts";
import { emit, type Handlers } from "./ipc.ts";
import { logFault } from "./log.ts";
import { createModels } from "./models/models.ts";
import { openModels } from "./models/store.ts";
import { createQuestions } from "./runs/questions.ts";
import { createSeries } from "./series/series.ts";
import { openSeries } from "./series/store.ts";
import { openDatabase } from "./storage/database.ts";
import { systemKeyring } from "./storage/keyring.ts";
import { openSecrets } from "./storage/secrets.ts";
import { openSettings, type SettingsStore } from "./storage/settings.ts";
import { createEdits } from "./votes/edits.ts";
import { judgementsOf } from "./votes/judgements.ts";
import { openVotes } from "./votes/store.ts";
import { createVotes } from "./votes/votes.ts";

/** The whole app behind the window: what the contract calls, and what start and end need. */
export interface App {
  handlers: Handlers;
  settings: SettingsStore;
  /** Starts the built-in sandbox and saves its connection. */
  connectSandbox(): Promise<unknown>;
  /** Whether an answer is still being written. */
  isBusy(): boolean;
  /** Renews what has become too old while the computer slept. */
  wake(): void;
  /** Keeps what is running and lets go of the profile. */
  close(): void;
}

/** The database of a profile. */
export const databaseFile = (profile: string): string => join(profile, "assay.db");

/** Builds every service once, on the profile in `profile`. Throws where the profile's database cannot be opened. */
export function composeApp(profile: string): App {
  if (!existsSync(profile)) mkdirSync(profile, { recursive: true, mode: 0o700 });
  const database = openDatabase(databaseFile(profile));
  const settings = openSettings(profile);
  const secrets = openSecrets(profile, systemKeyring(safeStorage, process.platform));
  const sandbox = createSandboxProcess(app.getAppPath());
  // Chromium's stack: the proxy and the certificates of the operating system hold.
  const fetch: Fetch = (input, init) => net.fetch(input, init);
  const identity = withCommandLines({
    make: (announce) =>
      createIdentity({
        registration: () =>
          readRegistration(process.env, policyFile(process.platform, process.env), settings.registration()),
        secrets,
        fetch,
        browsers: { window: signInWindow, browser: personsBrowser },
        emit: announce,
        patience: {
          get waiting() {
            return settings.get().signInMinutes * 60_000;
          },
        },
      }),
    secrets,
    emit,
    computer: { platform: process.platform, env: process.env },
  });
  const connections = createConnections({
    store: openConnections(database),
    secrets,
    sandbox,
    identity,
    proxyFor: (url) => session.defaultSession.resolveProxy(url),
    // Another cloud's, or one on this computer; where a token may not go, it does not.
    resourceManager: process.env.ASSAY_RESOURCE_MANAGER,
    fetch,
    emit,
  });
  const store = openConversations(database);
  const modelStore = openModels(database);
  const datasets = openDatasets(database, join(profile, "datasets"), emit);
  const drafts = openDrafts(database);
  const comparisonStore = openComparisons(database);
  const seriesStore = openSeries(database);
  const voteStore = openVotes(database);
  store.recover();
  comparisonStore.recover();
  seriesStore.recover();
  const purge = () => {
    try {
      store.purge();
      modelStore.purge();
      drafts.purge();
      comparisonStore.purge();
      seriesStore.purge();
      voteStore.purge();
      datasets.purge();
      connections.purge();
    } catch (error) {
      logFault("What was removed could not be deleted", error);
    }
  };
  // What was removed before a crash: its time to be restored is over.
  purge();
  const streams = createStreams(store, emit);
  const conversations = createConversations(store, openSearch(database), streams, connections, emit);
  const models = createModels(modelStore, connections, conversations, emit);
  const questions = createQuestions(connections, (lane) => {
    if (lane === 0) return fetch;
    const own = session.fromPartition(`lane-${lane}`);
    return (input, init) => own.fetch(input, init);
  });
  const comparisons = createComparisons(comparisonStore, questions, emit);
  const { platform, versions } = process;
  const about = { version: __APP_VERSION__, platform, node: versions.node, electron: versions.electron };
  const comparison = (id: string) => comparisons.get(id);
  const series = createSeries({ store: seriesStore, questions, connections, comparison, app: about, emit });
  const seriesFiles = createSeriesFiles({
    series,
    store: seriesStore,
    comparison,
    pieces: (runId) => comparisonStore.pieces(runId),
    judgements: (id) => (placeOf) => judgementsOf(voteStore.votesOf(id), voteStore.edits(id), placeOf),
    connections,
    app: about,
  });
  const judging = {
    store: voteStore,
    comparison,
    connections,
    model: (id: string) => models.list().find((model) => model.id === id) ?? null,
    emit,
  };
  const votes = createVotes({ ...judging, series: seriesStore });
  const edits = createEdits(judging);
  nativeTheme.themeSource = settings.get().theme;

  const info = async (): Promise<AppInfo> => ({
    version: __APP_VERSION__,
    platform: process.platform as AppInfo["platform"],
    runtime: {
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      official: majorOf(process.versions.electron) >= majorOf(__ELECTRON_VERSION__),
    },
    profile,
    protection: await secrets.protection(),
  });

  return {
    settings,
    connectSandbox: () => connections.connectSandbox(),
    isBusy: () => conversations.isBusy() || comparisons.isBusy() || series.isBusy(),
    wake: () => identity.renew(),
    close: () => {
      identity.stop();
      conversations.interruptAll();
      comparisons.interruptAll();
      series.interruptAll();
      purge();
      sandbox.stop();
      database.close();
    },
    handlers: {
      "app.info": info,
      "app.openLink": ({ url }) => openOutside(url),
      "app.openAskedLink": ({ address }) => openAsked(address),
      "settings.get": () => settings.get(),
      "settings.set": (changed) => {
        settings.set(changed);
        const all = settings.get();
        nativeTheme.themeSource = all.theme;
        emit("settings.changed", all);
        return all;
      },
      "identity.state": () => identity.state(),
      "identity.signIn": ({ way, ...who }) => identity.signIn(way, who),
      "identity.cancel": () => identity.cancel(),
      "identity.signOut": ({ accountId }) => identity.signOut(accountId),
      "identity.register": async (registration) => {
        settings.register(registration);
        await identity.changed();
        return identity.state();
      },
      "connections.connectAccount": (input) => connections.connectAccount(input),
      "connections.list": () => connections.list(),
      "connections.understand": ({ endpoint }) => understandEndpoint(endpoint),
      "connections.connect": (input) => connections.connect(input),
      "connections.cancel": () => connections.cancel(),
      "connections.rename": ({ id, name }) => connections.rename(id, name),
      "connections.configure": ({ id, ...options }) => connections.configure(id, options),
      "connections.allowTokens": ({ id, allowed }) => connections.allowTokens(id, allowed),
      "connections.secrets": () => connections.secrets(),
      "connections.disconnect": ({ id }) => connections.disconnect(id),
      "connections.makeDefault": ({ id }) => connections.makeDefault(id),
      "connections.remove": ({ id }) => connections.remove(id),
      "connections.restore": ({ id }) => connections.restore(id),
      "connections.sandbox": () => connections.connectSandbox(),
      "discovery.read": ({ accountId }) => connections.discover(accountId),
      "discovery.cancel": () => connections.cancelDiscovery(),
      "prices.list": () => connections.typedPrices(),
      "prices.set": (price) => {
        connections.typePrice(price);
        comparisons.priced(price);
      },
      "prices.forget": (deployed) => {
        connections.forgetPrice(deployed.connectionId, deployed.deployment);
        comparisons.priced(deployed);
      },
      "localServers.find": () => findLocalServers(fetch),
      "doctor.examine": (input) => connections.examine(input),
      "doctor.cancel": () => connections.cancelExamination(),
      "deployments.list": ({ connectionId, refresh }) => connections.deployments(connectionId, refresh),
      "deployments.cancel": ({ connectionId }) => connections.cancelDeployments(connectionId),
      "conversations.list": () => conversations.list(),
      "conversations.get": ({ id, from }) => conversations.get(id, from),
      "conversations.earlier": ({ messageId }) => conversations.earlier(messageId),
      "conversations.rename": ({ id, title }) => conversations.rename(id, title),
      "conversations.pin": ({ id, pinned }) => conversations.pin(id, pinned),
      "conversations.remove": ({ id }) => conversations.remove(id),
      "conversations.restore": ({ id }) => conversations.restore(id),
      "conversations.configure": ({ id, ...options }) => conversations.configure(id, options),
      "conversations.switchBranch": ({ messageId }) => conversations.switchBranch(messageId),
      "conversations.draft": ({ conversationId }) => conversations.draft(conversationId),
      "conversations.setDraft": ({ conversationId, text }) => conversations.setDraft(conversationId, text),
      "conversations.search": ({ text, limit }) => conversations.search(text, limit),
      "conversations.export": ({ id, format }) => exportConversation(conversations, id, format),
      "conversations.import": () => importConversation(conversations),
      "conversations.attachment": ({ id }) => conversations.attachment(id),
      "comparisons.list": () => comparisons.list(),
      "comparisons.get": ({ id }) => comparisons.get(id),
      "comparisons.create": () => comparisons.create(),
      "comparisons.remove": ({ id }) => comparisons.remove(id),
      "comparisons.restore": ({ id }) => comparisons.restore(id),
      "comparisons.arrange": (input) => comparisons.arrange(input),
      "comparisons.ask": ({ id, columnId }) => comparisons.ask(id, columnId),
      "comparisons.continueAsChat": ({ id, columnId }) =>
        conversations.begin(comparisons.answered(id, columnId)),
      "comparisons.stop": ({ id, columnId }) => comparisons.stop(id, columnId),
      "comparisons.export": async ({ id, format, endpoints }) =>
        exportRuns(await seriesFiles.comparison(id, format, endpoints)),
      "series.list": () => series.list(),
      "series.get": ({ id }) => series.get(id),
      "series.rows": ({ id }) => series.rows(id),
      "series.results": ({ id }) => series.results(id),
      "series.answer": ({ id, place }) => series.answer(id, place),
      "series.difference": ({ id, first, second, secondId = id }) =>
        series.difference({ id, place: first }, { id: secondId, place: second }),
      "series.drift": ({ before, after }) => seriesFiles.drift(before, after),
      "series.readPrompts": (source) => series.readPrompts(source),
      "series.pickPrompts": () => pickPrompts(),
      "series.create": (input) => series.create(input),
      "series.pause": ({ id }) => series.pause(id),
      "series.resume": ({ id, failed }) => series.resume(id, failed),
      "series.rename": ({ id, title }) => series.rename(id, title),
      "series.remove": ({ id }) => series.remove(id),
      "series.restore": ({ id }) => series.restore(id),
      "series.export": async ({ id, format, endpoints }) =>
        exportRuns(await seriesFiles.series(id, format, endpoints)),
      "series.open": async () => {
        const bytes = await pickBundle();
        return bytes && seriesFiles.open(bytes);
      },
      "series.openDropped": ({ bytes }) => seriesFiles.open(bytes),
      "votes.round": ({ comparisonId }) => votes.round(comparisonId),
      "votes.arrange": (input) => votes.arrange(input),
      "votes.reveal": ({ comparisonId }) => votes.reveal(comparisonId),
      "votes.skip": (input) => votes.skip(input),
      "votes.cast": (input) => votes.cast(input),
      "votes.seriesRound": (input) => votes.seriesRound(input),
      "votes.castInSeries": (input) => votes.castInSeries(input),
      "votes.tasks": () => votes.tasks(),
      "votes.list": (which) => votes.list(which),
      "votes.get": ({ id }) => votes.get(id),
      "votes.remove": ({ id }) => votes.remove(id),
      "votes.restore": ({ id }) => votes.restore(id),
      "votes.scoreboard": (which) => votes.scoreboard(which),
      "votes.export": (input) => exportVotes(votes, input),
      "edits.list": ({ comparisonId }) => edits.list(comparisonId),
      "edits.keep": (input) => edits.keep(input),
      "edits.change": (input) => edits.change(input),
      "edits.remove": ({ id }) => edits.remove(id),
      "edits.restore": ({ id }) => edits.restore(id),
      "chat.continue": ({ replyId }) => conversations.goOn(replyId),
      "chat.answerTools": ({ replyId, results }) => conversations.answerTools(replyId, results),
      "chat.sample": ({ replyId, language }) => conversations.sample(replyId, language),
      "chat.cost": ({ replyId }) => conversations.cost(replyId),
      "chat.send": (message) => conversations.send(message),
      "chat.regenerate": (answer) => conversations.regenerate(answer),
      "chat.stop": ({ replyId }) => conversations.stop(replyId),
      "models.list": () => models.list(),
      "models.create": (model) => models.create(model),
      "models.change": (changed) => models.change(changed),
      "models.remove": ({ id }) => models.remove(id),
      "models.restore": ({ id }) => models.restore(id),
      "models.duplicate": ({ id }) => models.duplicate(id),
      "models.refresh": ({ id }) => models.refresh(id),
      "models.export": ({ id }) => exportModel(models, id),
      "models.import": () => importModel(models),
      "datasets.list": () => datasets.list(),
      "datasets.pick": () => pickDatasets(datasets),
      "datasets.add": (file) => datasets.take([file]),
      "datasets.rename": ({ id, name }) => datasets.rename(id, name),
      "datasets.remove": ({ id }) => datasets.remove(id),
      "datasets.restore": ({ id }) => datasets.restore(id),
      "drafts.list": () => drafts.list(),
      "drafts.begin": ({ flow }) => drafts.begin(flow),
      "drafts.keep": (draft) => drafts.keep(draft),
      "drafts.remove": ({ id }) => drafts.remove(id),
      "drafts.restore": ({ id }) => drafts.restore(id),
      "baseModels.list": async ({ connectionId }) => readBaseModels(await connections.target(connectionId)),
    },
  };
}

const majorOf = (version: string) => Number.parseInt(version, 10);
