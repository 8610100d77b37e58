import { join } from "node:path";
import { app, type FileFilter } from "electron";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Connections } from "../connections/connections.ts";
import type { Datasets } from "../datasets/datasets.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { fileNameOf, pickFiles, pickTarget } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { FineTuning } from "../fine-tuning/fine-tuning.ts";
import { readEvaluationGrader } from "../graders/graders.ts";
import type { Emit } from "../ipc.ts";
import { notifier } from "../notifications.ts";
import type { Prices } from "../prices/prices.ts";
import { forked } from "../processes/fork.ts";
import { createWorkers } from "../processes/workers.ts";
import type { Questions } from "../runs/questions.ts";
import type { Database } from "../storage/database.ts";
import type { Votes } from "../votes/votes.ts";
import { createBefore } from "./before/before.ts";
import { baseOfTuned, settingsOfDataset, settingsOfTuned } from "./before/drafting.ts";
import { deployedFacts } from "./before/models.ts";
import { embeddingsOver } from "./engine/embeddings.ts";
import { remoteServices } from "./engine/remote-services.ts";
import { createEvaluations, type Evaluations } from "./evaluations.ts";
import { evaluationFileHandlers } from "./file-handlers.ts";
import { reportExtension } from "./files/format/head.ts";
import { type HeadParts, reachedBy } from "./head.ts";
import { openCertificates } from "./judges/certificates.ts";
import { createJudges } from "./judges/judges.ts";
import { outsideVotes } from "./judges/outside-votes.ts";
import { openEvaluationList } from "./list.ts";
import { evaluationPlaces } from "./places.ts";
import { previewOf } from "./preview.ts";
import type { Work } from "./process/work.ts";
import { openAllowedScripts } from "./scripts.ts";
import { tellingBy } from "./telling.ts";
import { verdictHandlers } from "./verdicts.ts";

const evaluationFiles: FileFilter[] = [
  {
    name: mainStrings.evaluationFiles,
    extensions: [reportExtension, "yaml", "yml", "json", "jsonl", "ndjson", "csv", "tsv", "gz"],
  },
  { name: mainStrings.allFiles, extensions: ["*"] },
];

/** Evaluations: rows of a dataset, asked of models and graded. */
export function evaluationsFeature(parts: {
  database: Database;
  profile: string;
  emit: Emit;
  connections: Connections;
  datasets: Datasets;
  deployments: Deployments;
  prices: Prices;
  questions: Questions;
  tuned: FineTuning;
  votes: Pick<Votes, "list" | "get">;
  app: HeadParts["app"];
}): Feature<
  MethodsOf<
    | "evaluations"
    | "evaluationPlans"
    | "evaluationResults"
    | "evaluationVerdicts"
    | "evaluationFiles"
    | "judges"
  >,
  Evaluations
> {
  const { database, datasets, deployments, tuned, connections } = parts;
  const start = forked<Work>(app.getAppPath(), {
    file: "dist/evaluations/process.cjs",
    name: "Assay evaluations",
    stopped: "evaluation_stopped",
  });
  const [writers, readers] = [createWorkers(start), createWorkers(start)];
  const scripts = openAllowedScripts(database);
  const list = openEvaluationList(database);
  const places = evaluationPlaces(join(parts.profile, "evaluations"));
  const desk = readers.desk;
  const { isAllowed: isScriptAllowed } = scripts;
  const remote = remoteServices({ connections, deployments, region: tuned.region });
  const before = createBefore({ ...parts, list, places, reader: desk, isScriptAllowed, evals: remote.evals });
  const evaluations = createEvaluations({
    ...{ ...parts, list, places, writers, before, remote },
    embed: embeddingsOver(connections),
    ended: tellingBy(notifier, parts.emit),
  });
  const { fileOf } = evaluations;
  const head = { ...parts, app: parts.app, reached: reachedBy(connections, tuned.region) };
  const dialogs = {
    pick: () => pickFiles(evaluationFiles, { several: true }),
    target: (name: string, extension: string) =>
      pickTarget(fileNameOf(name, extension), [
        { name: mainStrings.evaluationFiles, extensions: [extension] },
      ]),
  };
  const judges = createJudges({
    ...{ ...parts, evaluations, readers, writers },
    certificates: openCertificates(database),
    embed: embeddingsOver(connections),
    votes: outsideVotes(parts.votes),
    look: (deployed) => deployedFacts({ ...parts, region: tuned.region }, deployed),
  });
  const drafting = { datasets, deployments, tuned };
  return {
    service: evaluations,
    recover: evaluations.recover,
    purge: () => {
      judges.purge();
      evaluations.purge();
    },
    isBusy: () => evaluations.isBusy() || judges.isBusy(),
    interrupt: () => {
      judges.interrupt();
      evaluations.interrupt();
      writers.end();
      readers.end();
    },
    handlers: {
      "evaluations.list": evaluations.list,
      "evaluations.get": ({ id }) => evaluations.get(id),
      "evaluations.create": evaluations.create,
      "evaluations.set": ({ id, settings }) => evaluations.set(id, settings),
      "evaluations.duplicate": ({ id }) => evaluations.duplicate(id),
      "evaluations.preview": ({ id }) => previewOf(evaluations.find(id).settings, datasets),
      "evaluations.readGrader": ({ id, text }) => readEvaluationGrader(text, id),
      "evaluations.schemaFault": (asked) => desk().ask("schemaFault", asked),
      "evaluations.pilot": ({ id }) => evaluations.pilot(id),
      "evaluations.start": ({ id }) => evaluations.start(id),
      "evaluations.pause": ({ id }) => evaluations.pause(id),
      "evaluations.resume": ({ id, failed }) => evaluations.resume(id, failed),
      "evaluations.rename": ({ id, name }) => evaluations.rename(id, name),
      "evaluations.remove": ({ id }) => evaluations.remove(id),
      "evaluations.restore": ({ id }) => evaluations.restore(id),
      "evaluations.isScriptAllowed": ({ source }) => scripts.isAllowed(source),
      "evaluations.allowScript": ({ source }) => scripts.allow(source),
      "evaluationPlans.ofTuned": async (deployed) =>
        evaluations.create({ settings: await settingsOfTuned(drafting, deployed) }),
      "evaluationPlans.baseOf": (deployed) => baseOfTuned(drafting, deployed),
      "evaluationPlans.ofDataset": async ({ datasetId }) =>
        evaluations.create({ settings: await settingsOfDataset(drafting, datasetId) }),
      "evaluationPlans.weigh": ({ id }) => before.weigh(id),
      "evaluationPlans.overlap": ({ id }) => before.overlap(id),
      "evaluationPlans.faults": ({ id }) => before.faults(id),
      "evaluationPlans.twins": ({ id }) => before.twins(id),
      "evaluationPlans.evaluators": ({ connectionId }) => before.evaluators(connectionId),
      "evaluationResults.matrix": ({ id, ...asked }) => desk().ask("matrix", { file: fileOf(id), ...asked }),
      "evaluationResults.names": ({ id }) => desk().ask("names", { file: fileOf(id) }),
      "evaluationResults.failures": ({ id }) => desk().ask("failures", { file: fileOf(id) }),
      "evaluationResults.row": ({ id, row }) => desk().ask("row", { file: fileOf(id), row }),
      "evaluationResults.difference": ({ id, ...asked }) =>
        desk().ask("difference", { file: fileOf(id), ...asked }),
      "evaluationResults.note": ({ id, ...asked }) => desk().ask("note", { file: fileOf(id), ...asked }),
      "evaluationResults.vote": ({ id, ...asked }) => desk().ask("vote", { file: fileOf(id), ...asked }),
      "evaluationResults.mark": ({ id, ...asked }) => desk().ask("mark", { file: fileOf(id), ...asked }),
      ...judges.handlers,
      ...verdictHandlers({ ...parts, evaluations, readers }),
      ...evaluationFileHandlers({
        ...{ ...parts, evaluations, places, readers, head, dialogs },
        standings: judges.standings,
      }),
    },
  };
}
