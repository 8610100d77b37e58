import type { MetricAlias } from "../../../preload/contract/run-codes.ts";
import type { CostClock, JobState, MetricPoints, RunFinding } from "../../../preload/contract/tuning-jobs.ts";
import { inOrder, quantileOfSorted } from "../../../preload/quantiles.ts";
import { mean, risenSince } from "./rising.ts";

/** A run, as far as it is looked at. */
export interface Run {
  state: JobState;
  isReinforcement: boolean;
  metrics: readonly MetricPoints[];
  /** Hours it has trained. */
  hours: number | null;
  cost: CostClock;
}

/** Hours that a job may take (Foundry, quotas and limits, 2026-02-17). */
const hourLimit = 720;
/** What the page of March 2026 named; that of October names no figure any more. */
const costLimit = { amount: 5_000, currency: "USD", date: "March 2026" };
/** Of a limit, from where on a pause is offered. */
const near = 0.9;
/** The gap at which Microsoft's skill for fine-tuning says to stop (azure-skills, reward-hacking.md, 2026-08-21). */
const gapLimit = 0.1;
/** Validation loss to training loss, by the same skill's words. */
const bands: readonly [above: number, band: string][] = [
  [2, "severe"],
  [1.5, "moderate"],
  [1.2, "mild"],
];
/** Times as many tokens as at the start that are worth a word. */
const growth = 1.5;
/** Values at an end of a curve that are looked at together. */
const several = 5;
/** Share of answers without a reward that is worth a word. */
const unresponsiveShare = 0.05;
/** Columns that count failures of a grader (openai-node, the flags of `graders/run`). */
const graderError = /(?:python|model)_grader\w*error|formula_parse_error|invalid_variable_error/i;

/** What a person should see of a run, what is worth pausing for first. Pure; columns that nobody knows say nothing. */
export function findingsOf(run: Run): RunFinding[] {
  const found = [
    ...limitsOf(run),
    ...lossOf(run),
    ...validationOf(run),
    ...rewardOf(run),
    ...tokensOf(run),
    ...errorsOf(run),
  ];
  const order = ["stop", "warning", "note"];
  return found.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
}

const columnOf = ({ metrics }: Run, alias: MetricAlias): MetricPoints | null =>
  metrics.find((column) => column.alias === alias && column.steps.length > 0) ?? null;

/** `stop` while there is something to stop. */
const stopping = ({ state }: Run): RunFinding["level"] => (state === "running" ? "stop" : "warning");

const finding = (
  code: RunFinding["code"],
  level: RunFinding["level"],
  step: number | null,
  parameters: Record<string, string> = {},
): RunFinding => ({ code, level, step, parameters });

/** A number as people read it, with three digits that count. */
const plain = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => `${plain(share * 100)}%`;

const middle = (values: readonly number[]): number => quantileOfSorted(inOrder(values), 0.5);

function limitsOf(run: Run): RunFinding[] {
  const { hours, cost, state, isReinforcement } = run;
  if (state !== "running") return [];
  const found: RunFinding[] = [];
  if (hours !== null && hours > hourLimit * near) {
    const parameters = { hours: plain(hours), limit: String(hourLimit) };
    found.push(finding("time_limit_near", "stop", null, parameters));
  }
  const isClose =
    isReinforcement &&
    cost.total !== null &&
    cost.price?.currency === costLimit.currency &&
    cost.total > costLimit.amount * near;
  if (isClose && cost.total !== null) {
    const { amount, currency, date } = costLimit;
    const parameters = {
      total: `${Math.round(cost.total)} ${currency}`,
      limit: `${amount} ${currency}`,
      date,
    };
    found.push(finding("cost_limit_near", "stop", null, parameters));
  }
  return found;
}

function lossOf(run: Run): RunFinding[] {
  const loss = columnOf(run, "trainLoss");
  if (!loss) return [];
  const { steps, values } = loss;
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) return [finding("loss_not_a_number", stopping(run), steps[broken] ?? null)];
  if (values.length < 4 * several) return [];
  const before = middle([...values.subarray(0, several)]);
  const now = middle([...values.subarray(-several)]);
  const spread = middle([...values.subarray(0, several)].map((value) => Math.abs(value - before)));
  // Above where it began: a model that knew nothing would do better.
  if (now <= 1.2 * before + 3 * spread) return [];
  const at = risenSince(values)?.at ?? values.length - 1;
  const parameters = { before: plain(before), now: plain(now) };
  return [finding("loss_diverged", stopping(run), steps[at] ?? null, parameters)];
}

function validationOf(run: Run): RunFinding[] {
  const whole = columnOf(run, "fullValidLoss");
  // That of all rows has less noise, but there are few of it.
  const valid = whole && whole.values.length >= 6 ? whole : (columnOf(run, "validLoss") ?? whole);
  if (!valid) return [];
  const found: RunFinding[] = [];
  const risen = risenSince(valid.values);
  if (risen) {
    const step = valid.steps[risen.at] ?? null;
    const share = risen.rise / Math.abs(risen.low);
    const parameters = { step: String(step), rise: percent(share) };
    found.push(finding("validation_rising", share > 0.1 ? stopping(run) : "warning", step, parameters));
  }
  const train = columnOf(run, "trainLoss");
  const ratio = train && mean(lastOf(valid, 3)) / mean(lastOf(train, several));
  const band = ratio && Number.isFinite(ratio) && bands.find(([above]) => ratio > above)?.[1];
  if (band) found.push(finding("validation_above_training", "note", null, { ratio: plain(ratio), band }));
  return found;
}

const lastOf = ({ values }: MetricPoints, count: number): number[] =>
  [...values.subarray(-4 * count)].filter(Number.isFinite).slice(-count);

function rewardOf(run: Run): RunFinding[] {
  const [train, valid] = [columnOf(run, "trainReward"), columnOf(run, "validReward")];
  if (!train || !valid || valid.values.length < 3) return [];
  const last = [...valid.steps.keys()].slice(-3).map((place) => {
    // Between two evaluations there are several steps of training: their mean stands beside the evaluation.
    const [since, step] = [valid.steps[place - 1] ?? -Infinity, valid.steps[place] ?? 0];
    const trained = train.values.filter((value, at) => {
      const own = train.steps[at] ?? 0;
      return own > since && own <= step && Number.isFinite(value);
    });
    return { step, gap: mean([...trained]) - (valid.values[place] ?? Number.NaN) };
  });
  const gap = mean(last.map((one) => one.gap));
  if (!(gap > gapLimit)) return [];
  const isSure = last.every((one) => one.gap > gapLimit);
  const parameters = { gap: gap.toFixed(2), limit: gapLimit.toFixed(2) };
  return [finding("reward_gap", isSure ? stopping(run) : "warning", last[0]?.step ?? null, parameters)];
}

function tokensOf(run: Run): RunFinding[] {
  const tokens = columnOf(run, "completionTokens") ?? columnOf(run, "trainReasoningTokens");
  if (!tokens || tokens.values.length < 2 * several) return [];
  const values = [...tokens.values].filter(Number.isFinite);
  const before = mean(values.slice(0, several));
  const now = mean(values.slice(-several));
  // Each of the last ones is longer than any at the start: single long answers are none.
  const isSure = Math.min(...values.slice(-several)) > Math.max(...values.slice(0, several));
  if (!isSure || now < growth * before) return [];
  const parameters = {
    times: plain(now / before),
    before: String(Math.round(before)),
    now: String(Math.round(now)),
  };
  return [finding("tokens_growing", "warning", null, parameters)];
}

function errorsOf(run: Run): RunFinding[] {
  const found: RunFinding[] = [];
  const recent = (column: MetricPoints) => [...column.values.subarray(-2 * several)].filter(Number.isFinite);
  const sum = (column: MetricPoints) => recent(column).reduce((total, value) => total + value, 0);
  const parse = columnOf(run, "parseErrors");
  if (parse && sum(parse) > 0) {
    const parameters = { count: plain(sum(parse)), steps: String(recent(parse).length) };
    found.push(finding("parse_errors", "warning", null, parameters));
  }
  const graders = run.metrics.filter(
    (column) => (graderError.test(column.name) || column.alias === "otherErrors") && sum(column) > 0,
  );
  if (graders.length > 0) {
    const parameters = {
      count: plain(graders.reduce((total, column) => total + sum(column), 0)),
      steps: String(Math.max(...graders.map((column) => recent(column).length))),
      names: graders.map(({ name }) => name).join(", "),
    };
    found.push(finding("grader_errors", "warning", null, parameters));
  }
  const silent = columnOf(run, "unresponsive");
  const share = silent ? mean(recent(silent)) : 0;
  if (share > unresponsiveShare)
    found.push(finding("unresponsive", "warning", null, { share: percent(share) }));
  return found;
}
