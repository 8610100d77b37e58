import type { MetricFacts } from "../../../preload/contract/tuning-jobs.ts";
import { metricWords } from "../../../preload/strings/run-words.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";

const words = tuningJobs;

const known = ["loss", "accuracy", "reward", "tokens", "errors"] as const;

/** Metrics that one chart has, since they are of the same scale. */
export interface MetricGroup {
  id: string;
  title: string;
  /** Which end is the good one; null where nobody can say. */
  better: "lower" | "higher" | null;
  /** Columns of what is trained on before those of what is not. */
  names: string[];
}

const better = {
  loss: "lower",
  accuracy: "higher",
  reward: "higher",
  tokens: null,
  errors: "lower",
} as const;

/** What tells a group, first come, first served: `reasoning_tokens_mean` counts tokens, `train_mean_reward` is a reward. */
const signs: [(typeof known)[number], RegExp][] = [
  ["errors", /error|unresponsive|refusal/],
  ["accuracy", /accuracy/],
  ["loss", /loss/],
  ["reward", /reward|score/],
  ["tokens", /token/],
];

/** Columns as charts. A column that nobody here knows has one of its own: its scale is not known either. */
export function groupsOf(metrics: readonly Pick<MetricFacts, "name" | "alias">[]): MetricGroup[] {
  const groups = new Map<string, MetricGroup>();
  for (const metric of metrics) {
    const id = signs.find(([, sign]) => sign.test(metric.name.toLowerCase()))?.[0];
    const key = id ?? `= ${metric.name}`;
    const group = groups.get(key) ?? {
      id: key,
      title: id ? words.groups[id] : metricName(metric),
      better: id ? better[id] : null,
      names: [],
    };
    if (!group.names.includes(metric.name)) group.names.push(metric.name);
    groups.set(key, group);
  }
  const place = (id: string) => (known as readonly string[]).indexOf(id) + 1 || known.length + 1;
  for (const { names } of groups.values())
    names.sort((one, other) => Number(isValidation(one)) - Number(isValidation(other)));
  return [...groups.values()].sort((one, other) => place(one.id) - place(other.id));
}

/** What a column is called: by its alias where it is known, else as the service calls it. */
export const metricName = ({ name, alias }: Pick<MetricFacts, "name" | "alias">): string =>
  alias === null ? name : metricWords[alias];

/** Whether a column is measured on rows that are not trained on. */
const isValidation = (name: string): boolean => /valid|eval/i.test(name);

/** Whether two jobs have no metric of the same name, so that nothing of one is drawn over the other. */
export const sharesNone = (some: readonly { name: string }[], others: readonly { name: string }[]): boolean =>
  !others.some(({ name }) => some.some((one) => one.name === name));
