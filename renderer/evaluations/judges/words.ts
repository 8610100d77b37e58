import type {
  JudgeEstimate,
  JudgeFinding,
  JudgeMeasurement,
  JudgeShare,
} from "../../../preload/contract/judges.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates as words } from "../../../preload/strings/judge-certificates.ts";

/** What a step of a scale is called. Labels are called what they are, whatever else is called so. */
export const stepName = (label: string, form: JudgeMeasurement["form"]): string =>
  (form === "pair" ? words.verdicts[label] : undefined) ?? label;

/** A finding about a judge of this form as a sentence. */
export function findingText({ code, parameters }: JudgeFinding, form: JudgeMeasurement["form"]): string {
  const { label } = parameters;
  return fill(words.findings[code] ?? code, {
    ...parameters,
    ...(label !== undefined && { label: stepName(label, form) }),
  });
}

const percent = (value: number) => value.toLocaleString(undefined, { style: "percent" });
const digits = (value: number) =>
  value.toLocaleString(undefined, { maximumFractionDigits: 2 }).replace("-", "−");

/** A share with its interval and what it is of. */
export const shareText = ({ value, low, high, count, of }: JudgeShare): string =>
  fill(words.details.share, {
    value: percent(value),
    low: percent(low),
    high: percent(high),
    count: count.toLocaleString(),
    of: of.toLocaleString(),
  });

/** A value with its interval, as a share or a number. */
export function estimateText({ value, low, high }: JudgeEstimate, isShare = false): string {
  const shown = isShare
    ? (one: number) =>
        one.toLocaleString(undefined, { style: "percent", maximumFractionDigits: 1 }).replace("-", "−")
    : digits;
  return low === null || high === null
    ? shown(value)
    : fill(words.details.estimate, { value: shown(value), low: shown(low), high: shown(high) });
}

/** An agreement beyond chance; where one side always said the same, why it has no interval. */
export const agreementText = (estimate: JudgeEstimate): string =>
  estimate.low === null || estimate.high === null
    ? fill(words.details.withoutInterval, { value: digits(estimate.value) })
    : estimateText(estimate);

/** A day. */
export const dayText = (at: number): string =>
  new Date(at).toLocaleDateString(undefined, { dateStyle: "medium" });
