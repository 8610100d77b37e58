import { basename, join } from "node:path";
import { evaluateCommand } from "../../preload/strings/evaluate-command.ts";
import { evaluations as evaluationWords } from "../../preload/strings/evaluations.ts";
import { fill } from "../../preload/strings/fill.ts";
import { graders as graderWords } from "../../preload/strings/graders.ts";
import { recognizeGiven } from "../datasets/files/given.ts";
import { extractFiles } from "../datasets/files/rows.ts";
import { embeddingsOver } from "../evaluations/engine/embeddings.ts";
import type { Halt } from "../evaluations/engine/ports.ts";
import type { Report } from "../evaluations/files/exports/report.ts";
import { withDeployments } from "../evaluations/files/format/settings.ts";
import { type HeadParts, headOf } from "../evaluations/head.ts";
import { type HeadlessRun, runHeadless, workHere } from "../evaluations/headless.ts";
import { reportIn } from "../evaluations/process/files/report.ts";
import { countsOf, firstUnasked } from "../evaluations/process/plan.ts";
import { type Session, sessionOf } from "../evaluations/process/session.ts";
import { doneOf } from "../evaluations/progress.ts";
import type { Counts } from "../evaluations/shape.ts";
import type { Fetch } from "../foundry/http/send.ts";
import { asList, asText, parseJson } from "../foundry/json.ts";
import { scriptHash } from "../graders/graders.ts";
import { createQuestions } from "../runs/questions.ts";
import type { Asked } from "./asked.ts";
import { counted } from "./counted.ts";
import type { EvaluationConfig } from "./evaluation-config.ts";
import { writtenThreshold } from "./evaluation-thresholds.ts";
import { CommandError } from "./failure.ts";
import { type Progress, startProgress, type Waiting } from "./progress.ts";
import { openService, type Service } from "./service.ts";

/** What a config is run with. */
export interface RunParts {
  config: EvaluationConfig;
  allowsScripts: boolean;
  folder: string;
  variables: Record<string, string | undefined>;
  fetch: Fetch;
  stderr: Pick<NodeJS.WriteStream, "write" | "isTTY">;
  signal: AbortSignal;
}

/** What came of it. */
export interface EvaluationOutcome {
  /** Without thresholds: what it is compared with decides about them. */
  report: Report;
  /** Where rows, answers and grades are. */
  file: string;
  counts: Counts;
  /** What has to be put right before the rest can be asked. */
  halts: Halt[];
  /** How many of the rows could not be asked, and why the first of them; null where all could. */
  unasked: { count: number; rows: number; why: string } | null;
}

/** Asks all that a config asks, until it has ended or the signal aborts. Throws a `CommandError`, and `FileRefused` for its data. */
export async function runConfig(parts: RunParts): Promise<EvaluationOutcome> {
  const { config, folder, signal, stderr, fetch } = parts;
  const { settings } = config;
  refuseScripts(parts);
  const service = openService({ deployments: deploymentsIn(config) }, parts.variables, fetch);
  const rows = join(folder, "rows.jsonl");
  const count = await extract(parts, rows);
  await refuseFaults(parts);
  await service.readLists();
  const first = doneOf(settings, { rows: count, unasked: 0 });
  stderr.write(`${beginning(config, count, first)}\n`);
  const progress = startProgress(evaluateCommand.progress, first, stderr);
  const waits = waitsIn(config, progress);
  const file = join(folder, "evaluation.db");
  const startedAt = Date.now();
  const halts: Halt[] = [];
  try {
    await runHeadless(
      {
        ...{ settings, rows, file },
        questions: createQuestions(service, () => fetch),
        embed: embeddingsOver(service.connections),
        done: progress.done,
        waiting: waits,
        halted: (halt) => void halts.push(halt),
      },
      signal,
    );
  } finally {
    progress.stop();
  }
  const session = sessionOf(file);
  const counts = countsOf(session);
  const times = { createdAt: startedAt, startedAt, endedAt: Date.now() };
  const one = {
    settings,
    counts,
    name: settings.name,
    version: null,
    datasetName: dataName(config),
    ...times,
  };
  const head = {
    ...(await headOf(one, headParts(service))),
    thresholds: config.thresholds.map(writtenThreshold),
  };
  const isDone = halts.length === 0 && !signal.aborted;
  // What was done so far is written even when the person has ended it.
  const writing = { signal: new AbortController().signal, progress: () => {} };
  return {
    report: await reportIn(() => session, { head, certificates: [], isDone }, writing),
    file,
    counts,
    halts,
    unasked: unaskedIn(session, counts),
  };
}

function unaskedIn(session: Session, { unasked, rows }: Counts): EvaluationOutcome["unasked"] {
  const first = firstUnasked(session);
  if (!first) return null;
  const words = evaluationWords.rowProblems[first.problem] ?? "";
  return { count: unasked, rows, why: fill(words, { place: first.place }) };
}

/** All deployments that are asked, each under a name of its own. */
function deploymentsIn({ settings, connections }: EvaluationConfig): Asked["deployments"] {
  const deployments: Asked["deployments"] = new Map();
  withDeployments(settings, (deployed) => {
    const { connectionId, deployment } = deployed;
    const connection = connections[connectionId];
    if (connection) {
      const reached = { deployment, connectionName: connectionId, connection };
      deployments.set(aliasOf(deployed), reached);
    }
    return deployed;
  });
  return deployments;
}

const aliasOf = ({ connectionId, deployment }: { connectionId: string; deployment: string }): string =>
  JSON.stringify([connectionId, deployment]);

function refuseScripts({ config, allowsScripts }: RunParts): void {
  for (const grader of config.settings.graders) {
    if (grader.kind !== "script" || allowsScripts) continue;
    const hash = scriptHash(grader.source);
    if (!config.allowedScripts.includes(hash))
      throw new CommandError("evaluateScript", { name: grader.name, hash });
  }
}

/** Writes the rows that are asked. Gives how many. */
async function extract({ config, folder, signal }: RunParts, path: string): Promise<number> {
  const { settings, dataFile } = config;
  const { files } = await recognizeGiven([dataFile], { method: "evaluation" });
  const { rows = null, seed = 0 } = settings.data ?? {};
  const wanted = { files, rows, seed, isGrouped: settings.clusters.kind === "found" };
  const count = await extractFiles({ ...wanted, scratch: join(folder, "near"), path }, { signal });
  if (count === 0) throw new CommandError("evaluateNoRows", { file: dataFile });
  return count;
}

/** Looks at the graders before anything is asked that costs money. */
async function refuseFaults({ config, signal }: RunParts): Promise<void> {
  const { graders } = config.settings;
  const faults = await workHere(signal).ask("faults", { graders, fields: null, without: [] });
  const fault = faults.find(({ severity }) => severity === "blocks");
  const [place] = fault?.path ?? [];
  if (!fault || typeof place !== "number") return;
  const words: Record<string, string> = graderWords.faults;
  const reason = fill(words[fault.code] ?? fault.code, fault.parameters);
  throw new CommandError("evaluateGrader", { name: graders[place]?.name ?? "", reason });
}

function beginning({ settings }: EvaluationConfig, rows: number, first: ReturnType<typeof doneOf>): string {
  const { begins, beginsJudged, counted: words } = evaluateCommand;
  return fill(first.judged.of === 0 ? begins : beginsJudged, {
    rows: counted(words.rows, rows),
    models: counted(words.models, settings.models.length),
    answers: counted(words.answers, first.answers.of),
    grades: counted(words.grades, first.judged.of),
  });
}

/** Tells who waits, models by their names and judges by their deployments. */
function waitsIn(
  { settings }: EvaluationConfig,
  progress: Progress<"answers" | "judged">,
): HeadlessRun["waiting"] {
  const waits = new Map<string, Waiting>();
  return (id, until, isLimited) => {
    const name = settings.models.find((model) => model.id === id)?.name ?? asText(asList(parseJson(id))[1]);
    if (until === null) waits.delete(id);
    else waits.set(id, { name, until, isLimited });
    progress.waiting([...waits.values()]);
  };
}

const dataName = ({ dataFile }: EvaluationConfig): string => basename(dataFile);

const headParts = (service: Service): HeadParts => ({
  deployments: service.deployments,
  prices: service.prices,
  app: {
    version: __APP_VERSION__,
    platform: process.platform,
    node: process.versions.node,
    electron: null,
  },
  reached: async (connectionId) => ({
    kind: service.isLocal(connectionId) ? "local" : "cloud",
    apiVersion: service.connections.address(connectionId).apiVersion,
    region: null,
  }),
});
