import type { BaselineChoice } from "../../../preload/contract/evaluation-results.ts";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import type { EvaluationVerdict, ModelScore } from "../../../preload/contract/evaluation-verdicts.ts";
import { withPauses } from "../../pauses.ts";
import { readFact, writeFact } from "../../storage/facts.ts";
import { type Compared, compare, differencesOf } from "../verdict/difference.ts";
import { frontOf } from "../verdict/front.ts";
import { measuresOf, type RowMeasures } from "../verdict/measures.ts";
import { modelScore } from "../verdict/model-score.ts";
import { clustersIn, comparisonIn, graderScores, scoredIn } from "./grader-scores.ts";
import { measuresIn } from "./measures.ts";
import { gradedStampOf, type OpenSession, stampOf } from "./session.ts";

/** What is counted in the process: whether all was asked is known outside. */
export type CountedVerdict = Omit<EvaluationVerdict, "isPartial">;

/** Another baseline or lead than those that are set; null for these. */
export interface VerdictChoice {
  baseline: BaselineChoice;
  lead: string | null;
}

/** Rises with every change of how a verdict is made: what was kept before is made anew. */
const made = 2;
/** Verdicts with other baselines and leads that are kept. */
const keptLimit = 8;

const kept = new WeakMap<object, Map<string, Promise<CountedVerdict>>>();

/**
 * The verdict on an evaluation, kept until answers or grades change: of one that is done also in its file, so that a later
 * start opens it at once. Counted with pauses, so that the process answers others meanwhile.
 */
export async function verdictOf(
  open: OpenSession,
  asked: VerdictChoice,
  isDone: boolean,
): Promise<CountedVerdict> {
  const { database, settings } = open();
  const choice = unlessSet(asked, settings);
  const name = JSON.stringify([made, gradedStampOf(database), choice]);
  const verdicts = kept.get(database) ?? new Map<string, Promise<CountedVerdict>>();
  kept.set(database, verdicts);
  const verdict = verdicts.get(name) ?? writtenOrCounted(open, choice, isDone, name);
  verdicts.delete(name);
  verdicts.set(name, verdict);
  for (const old of [...verdicts.keys()].slice(0, -keptLimit)) verdicts.delete(old);
  try {
    return { ...(await verdict), stamp: stampOf(open().database) };
  } catch (error) {
    verdicts.delete(name);
    throw error;
  }
}

/** The same choice, with null for what is set anyway: it is one verdict. */
function unlessSet({ baseline, lead }: VerdictChoice, settings: EvaluationSettings): VerdictChoice {
  const own = leadOf(settings);
  return {
    baseline: baseline === (settings.baseline ?? false) ? null : baseline,
    lead: lead === own ? null : lead,
  };
}

const leadOf = ({ lead, graders }: EvaluationSettings): string | null => lead ?? graders[0]?.id ?? null;

async function writtenOrCounted(
  open: OpenSession,
  choice: VerdictChoice,
  isDone: boolean,
  name: string,
): Promise<CountedVerdict> {
  const written = readFact(open().database, "verdict") as
    | { name: string; verdict: CountedVerdict }
    | undefined;
  if (written?.name === name) return written.verdict;
  const verdict = await withPauses(counting(open, choice));
  const isUsual = choice.baseline === null && choice.lead === null;
  if (isDone && isUsual) keepVerdict(open, name, verdict);
  return verdict;
}

function keepVerdict(open: OpenSession, name: string, verdict: CountedVerdict): void {
  try {
    writeFact(open().database, "verdict", { name, verdict });
  } catch {
    // Where it cannot be kept, such as on a full disk, a later start counts it anew.
  }
}

function* counting(open: OpenSession, choice: VerdictChoice): Generator<void, CountedVerdict> {
  const { settings } = open();
  const { models, graders } = settings;
  const baselineId = choice.baseline ?? settings.baseline;
  const leadId = choice.lead ?? leadOf(settings);
  const baseline = models.findIndex(({ id }) => id === baselineId);
  const clusterOf = yield* clustersIn(open);
  const measured = yield* measuring(open, baseline);
  const scores: ModelScore[] = [];
  const front: CountedVerdict["front"] = [];
  const planned: Compared[] = [];
  const browsed: Compared[] = [];
  // One grader after the other: no more than its scores are in memory.
  for (const { id } of graders) {
    const read = yield* graderScores(open, id);
    const own: ModelScore[] = [];
    for (const model of models.keys()) {
      own.push(modelScore(scoredIn(open(), read, model), clusterOf));
      yield;
      const comparison = comparisonIn(open(), read, model, baseline);
      if (comparison) (id === leadId ? planned : browsed).push(compare(comparison, clusterOf));
      yield;
    }
    scores.push(...own);
    front.push({ graderId: id, modelIds: frontOf(own, measured, settings.baseline) });
  }
  // What is looked at in another way than was set was not planned.
  const isPlanned = baselineId === settings.baseline && leadId === (settings.lead ?? graders[0]?.id ?? null);
  const differences = isPlanned
    ? [...differencesOf(planned, "holm"), ...differencesOf(browsed, "benjamini_hochberg")]
    : differencesOf([...planned, ...browsed], "benjamini_hochberg");
  return { stamp: 0, baselineId: models[baseline]?.id ?? null, leadId, scores, differences, measured, front };
}

function* measuring(open: OpenSession, baseline: number): Generator<void, EvaluationVerdict["measured"]> {
  const { models } = open().settings;
  const all: RowMeasures[] = [];
  for (const model of models.keys()) all.push(yield* measuresIn(open, model));
  const measured: EvaluationVerdict["measured"] = [];
  for (const [model, read] of all.entries()) {
    const beside = model === baseline ? null : (all[baseline] ?? null);
    measured.push(yield* measuresOf(models[model]?.id ?? "", read, beside));
    yield;
  }
  return measured;
}
