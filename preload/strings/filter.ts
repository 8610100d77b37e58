import type { FilterFinding } from "../contract/conversations.ts";
import { fill } from "./fill.ts";

/** Words about what the content filter says. */
export const filter = {
  title: "Content filter",
  inPrompt: "in the message",
  inAnswer: "in the answer",
  found: "found",
  stopped: "{name} {where}: {what}, stopped",
  noticed: "{name} {where}: {what}",
  unchecked: "{name} {where}: not checked, because the filter failed ({error})",
  notRun: {
    prompt: "The content filter did not check the message ({error})",
    answer: "The content filter did not check the answer ({error})",
  },
  noReason: "no reason given",
  source: "Source of the code {where}:",
  license: "License: {license}",
  noSource: "not given",
  cited: "{text}. Source: {url}. License: {license}",
  severities: { low: "low", medium: "medium", high: "high" } as Record<string, string>,
  categories: {
    hate: "Hate",
    sexual: "Sexual",
    violence: "Violence",
    self_harm: "Self-harm",
    jailbreak: "Jailbreak",
    indirect_attack: "Indirect attack",
    profanity: "Profanity",
    custom_blocklists: "Blocklist",
    protected_material_text: "Protected text",
    protected_material_code: "Protected code",
    personally_identifiable_information: "Personal information",
    ungrounded_material: "Ungrounded text",
    task_adherence: "Task adherence",
  } as Record<string, string>,
  severalAnswers: "The service gave {count} answers; the first is shown.",
} as const;

/** What a finding says, without a citation; null where the filter looked and found nothing. */
export function findingText({
  of,
  category,
  filtered,
  severity,
  detected,
  citation,
  error,
}: FilterFinding): string | null {
  const name = filter.categories[category] ?? category.replaceAll("_", " ");
  const where = of === "prompt" ? filter.inPrompt : filter.inAnswer;
  const isFound =
    filtered || detected || citation !== undefined || (severity !== null && severity !== "safe");
  if (isFound) {
    const what = severity === null ? filter.found : (filter.severities[severity] ?? severity);
    return fill(filtered ? filter.stopped : filter.noticed, { name, where, what });
  }
  if (error === undefined) return null;
  const reason = error === "" ? filter.noReason : error;
  return category === "error"
    ? fill(filter.notRun[of], { error: reason })
    : fill(filter.unchecked, { name, where, error: reason });
}

/** What findings say, each in one line, with where protected code is from. */
export const findingLines = (findings: readonly FilterFinding[]): string[] =>
  findings.flatMap((finding) => {
    const text = findingText(finding);
    if (text === null) return [];
    const { citation } = finding;
    if (!citation) return [text];
    const { url, license } = citation;
    return [fill(filter.cited, { text, url: url || filter.noSource, license: license || filter.noSource })];
  });
