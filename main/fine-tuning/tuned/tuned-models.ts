import type { TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { tunedModels as words } from "../../../preload/strings/tuned-models.ts";
import type { Life, MethodsOf } from "../../feature.ts";
import { problem } from "../../foundry/error.ts";
import { createJobs } from "../../foundry/jobs/jobs.ts";
import { grade, judgeOver } from "../../graders/graders.ts";
import type { Handlers } from "../../ipc.ts";
import type { Notifier } from "../../notifications.ts";
import { createTasks } from "../../tasks.ts";
import type { FineTuning } from "../fine-tuning.ts";
import type { TuningJobs } from "../jobs/tuning-jobs.ts";
import type { FineTuningParts } from "../parts.ts";
import type { Plans } from "../plans/plans.ts";
import { baseOf, isTunedName } from "../plans/tunable-list.ts";
import { type Clock, systemClock } from "./clock.ts";
import { createCopies } from "./copies.ts";
import { createTunedDeployments, type TunedDeployments } from "./deployments.ts";
import { openDeployments } from "./deployments-store.ts";
import type { Made, Notify } from "./facts.ts";
import { ancestryOf, chainOf, lineageOf } from "./lineage.ts";
import { optionsOf, whyNotHere } from "./options.ts";
import { createOverlaps } from "./overlaps.ts";
import { probe } from "./probing.ts";
import { createRaising } from "./raising.ts";
import { createResources, type Resources } from "./resources.ts";
import { seldom } from "./seldom.ts";
import { askRow } from "./trials/asking.ts";
import { openTrials } from "./trials/store.ts";
import { createTrials, type Trials } from "./trials/trials.ts";

/** What became of jobs: deployments, trials, copies. */
export interface TunedModels {
  handlers: Pick<Handlers, MethodsOf<"tunedModels" | "trials">>;
  life: Pick<Required<Life>, "recover" | "purge" | "wake" | "isBusy" | "interrupt">;
  overlap: FineTuning["overlap"];
  lineage: FineTuning["lineage"];
  region: FineTuning["region"];
}

export interface TunedParts extends FineTuningParts {
  jobs: Pick<TuningJobs, "get" | "list" | "byTunedModel" | "checkpoints" | "follow">;
  plans: Pick<Plans, "factsOf">;
  notifier: Notifier;
  /** What is not given is the real one. */
  clock?: Clock;
  managed?: Resources["managed"];
  createJobs?: typeof createJobs;
}

/** Opens what became of jobs. */
export function openTunedModels(parts: TunedParts): TunedModels {
  const { database, connections, deployments, datasets, models, prices, questions, jobs, plans, emit } =
    parts;
  const clock = parts.clock ?? systemClock;
  const store = openDeployments(database);
  const trialStore = openTrials(database);
  const resources = createResources(connections);
  const managed = parts.managed ?? resources.managed;
  const tasks = createTasks("What was deployed", (name) => trialStore.get(name) && trialNews.news(name));

  const notify: Notify = ({ shown, ...told }) =>
    parts.notifier.show(told, () => emit("tuningJobs.asked", { shown }));
  const madeBy = (model: string): Made | null => jobs.byTunedModel(model);
  const probed = (connectionId: string, deployment: string, signal: AbortSignal) =>
    probe(questions, connectionId, deployment, signal);
  const raising = createRaising({ store, managed, probe: probed, clock, changed: () => ledger.changed() });
  const overlaps = createOverlaps(datasets);

  /** The chain of jobs that leads to a model of a job. */
  const chainTo = (job: TuningJob, step: number | null) => chainOf({ job, step }, madeBy, isTunedName);
  const overlap: TunedModels["overlap"] = (jobId, datasetId, part, version) =>
    overlaps(chainTo(jobs.get(jobId), null), { datasetId, part, version });
  const stepOf = (jobId: string, model: string) =>
    jobs.checkpoints(jobId).find((one) => one.model === model)?.step ?? null;

  /** Why a model of a job cannot be deployed from here. */
  const whyNot = ({ connectionId, model }: TuningJob) =>
    whyNotHere(
      plans.factsOf(model),
      connectionId !== null && resources.connectionsTo(connectionId).length > 0,
      connectionId !== null && resources.hasManagement(connectionId),
    );

  const ledger: TunedDeployments = createTunedDeployments({
    ...{ store, raising, tasks, resources, managed, deployments, models, madeBy, clock, notify },
    factsOf: plans.factsOf,
    probe: probed,
    connectionIds: () => connections.list().map(({ id }) => id),
    trainedAt: () => jobs.list().flatMap((job) => (job.tunedModel ? (job.connectionId ?? []) : [])),
    deployable: (jobId, model) => {
      const job = jobs.get(jobId);
      const why = whyNot(job);
      const { format } = plans.factsOf(job.model).deploy;
      if (why !== null || job.connectionId === null || format === null)
        throw problem("deploy_in_portal", { why: words.notHere[why ?? "not_connected"] });
      return { job, step: stepOf(jobId, model), connectionId: job.connectionId, format };
    },
    changed: () => ledgerNews.news(""),
  });

  const ledgerNews = seldom(() => emit("tunedModels.changed", ledger.list()));
  const trialNews = seldom((id) => emit("trials.changed", trials.get(id)));

  const trials: Trials = createTrials({
    ...{ store: trialStore, deployments: store, raising, tasks, resources, datasets, clock, notify },
    ask: (deployed, question, position, signal) =>
      askRow({ questions, clock }, deployed, question, position, signal),
    grade: (grader, sample, item, judge, position, signal) =>
      grade(grader, sample, item, { ask: judge && judgeOver(questions, judge, position), signal }),
    job: jobs.get,
    factsOf: plans.factsOf,
    baseOf,
    overlap,
    tokenPrice: (connectionId, model) => tokenPriceOf(connectionId, model),
    changed: trialNews.news,
    removed: (id) => emit("trials.removed", { id }),
    ledgerChanged: () => ledger.changed(),
  });

  const copies = createCopies({
    ...{ database, tasks, clock, notify },
    changed: (copy) => emit("tunedModels.copied", copy),
    job: jobs.get,
    checkpoints: jobs.checkpoints,
    client: async (connectionId) => (parts.createJobs ?? createJobs)(await connections.target(connectionId)),
  });

  async function regionOf(connectionId: string): Promise<string | null> {
    const azure = await managed(connectionId).catch(() => null);
    return (await azure?.region().catch(() => null)) ?? null;
  }

  /** What tokens of a model cost where any deployment of it has a price, or somebody has typed one for the model itself. */
  async function tokenPriceOf(connectionId: string, model: string) {
    const { list } = deployments.reading(connectionId);
    const own = list?.deployments.filter((one) => {
      const version = one.version === null ? [] : [`${one.model}-${one.version}`];
      return one.model !== null && [one.model, ...version].includes(model);
    });
    const names = [...(own ?? []).map(({ name }) => name), model];
    const pricedAs = names[0] ?? model;
    const region = await regionOf(connectionId);
    for (const name of names) {
      const price = await prices.of(connectionId, name, region);
      if (price) return { price, pricedAs };
    }
    return { price: null, pricedAs };
  }

  /** The tuned model that stands behind a deployment; null where there is none, or nobody here knows by what it was made. */
  const behind = (connectionId: string, deployment: string): { made: Made; model: string } | null => {
    const ids = resources.connectionsTo(connectionId);
    const row = ids.map((id) => store.find(id, deployment)).find((one) => one !== undefined);
    const model = row?.model ?? deployments.find(connectionId, deployment)?.model;
    const made = model ? madeBy(model) : null;
    if (made && model) return { made, model };
    return row?.jobId ? { made: { job: jobs.get(row.jobId), step: row.step }, model: row.model } : null;
  };

  const lineage: TunedModels["lineage"] = (connectionId, deployment) => {
    const found = behind(connectionId, deployment);
    return found && lineageOf(chainTo(found.made.job, found.made.step), found.model, deployment);
  };

  /** The models that jobs have made, as far as they were known the last time. */
  let known = "";
  jobs.follow(() => {
    const now = JSON.stringify(jobs.list().map(({ id, tunedModel }) => [id, tunedModel]));
    if (now === known) return;
    known = now;
    ledger.lookAgain();
  });
  const goOn = () => {
    trials.wake();
    ledger.wake();
    copies.recover();
  };
  // Who has signed in again may do what could not be done.
  connections.follow(goOn);

  return {
    overlap,
    lineage,
    region: regionOf,
    life: {
      recover: () => {
        trials.recover();
        ledger.recover();
        copies.recover();
      },
      purge: () => trials.purge(),
      wake: goOn,
      isBusy: () => trials.isBusy(),
      interrupt: () => {
        ledger.close();
        ledgerNews.close();
        trialNews.close();
      },
    },
    handlers: {
      "tunedModels.list": () => ledger.list(),
      "tunedModels.refresh": () => ledger.refresh(),
      "tunedModels.options": async ({ jobId, model }) => {
        const job = jobs.get(jobId);
        const { connectionId } = job;
        const list = connectionId && (await deployments.list(connectionId, false).catch(() => null));
        const names = list ? list.deployments.map(({ name }) => name) : [];
        const known = store.list().flatMap((row) => (row.state === "gone" ? [] : [row.deployment]));
        const step = stepOf(jobId, model);
        const why = whyNot(job);
        // It will be made in the portal: the person should not have to say when it is there.
        if (why !== null && connectionId !== null) ledger.watch(connectionId, model);
        const resourceId = connectionId && resources.idOf(connectionId);
        return optionsOf(
          { job, step, model },
          plans.factsOf(job.model),
          why,
          [...names, ...known],
          resourceId,
        );
      },
      "tunedModels.deploy": (input) => ledger.deploy(input),
      "tunedModels.probe": ({ id }) => ledger.probe(id),
      "tunedModels.remove": ({ id }) => ledger.remove(id),
      "tunedModels.register": ({ id, name }) => {
        const { connectionId, deployment, model, jobId, step } = ledger.get(id);
        if (connectionId === null) throw problem("not_found");
        const job = jobId === null ? null : jobs.get(jobId);
        const ancestry = job ? ancestryOf(chainTo(job, step), model) : undefined;
        const registered = models.create({ connectionId, deployment, name }, ancestry);
        ledger.changed();
        return registered;
      },
      "tunedModels.lineage": (asked) => {
        if ("jobId" in asked) {
          const job = jobs.get(asked.jobId);
          return lineageOf(chainTo(job, null), job.tunedModel ?? job.model, null);
        }
        return lineage(asked.connectionId, asked.deployment);
      },
      "tunedModels.overlap": ({ jobId, datasetId, part }) => overlap(jobId, datasetId, part, null),
      "tunedModels.copies": ({ jobId }) => copies.list(jobId),
      "tunedModels.copy": (input) => copies.copy(input),
      "trials.list": ({ jobId }) => trials.list(jobId),
      "trials.weigh": (input) => trials.weigh(input),
      "trials.start": (input) => trials.start(input),
      "trials.stop": ({ id }) => trials.stop(id),
      "trials.resume": ({ id }) => trials.resume(id),
      "trials.clean": ({ id }) => trials.clean(id),
      "trials.remove": ({ id }) => trials.remove(id),
      "trials.restore": ({ id }) => trials.restore(id),
      "trials.answers": (input) => trials.answers(input),
    },
  };
}
