import type { DialectName } from "../../preload/contract/dialects.ts";
import type { Checkup, StageResult } from "../../preload/contract/doctor.ts";
import { roleCommand, roleUnknowns, unnamed } from "../../preload/strings/diagnoses.ts";
import { askedText } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.doctor;

/** What a stage found, as a sentence; null where it has none of its own. */
export function findingOf({ finding }: StageResult): string | null {
  if (!finding) return null;
  const { code, parameters } = finding;
  const stage = words.stages[parameters.stage as keyof typeof words.stages] ?? "";
  const known = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value || unnamed]),
  );
  const asked = askedText(parameters.dialect as DialectName | undefined, parameters.route) ?? "";
  return fill(words.findings[code], { ...known, stage, asked });
}

/** What to do about it, where a diagnosis beneath does not say. */
export function todoOf({ finding, diagnosis }: StageResult): string | null {
  if (diagnosis?.code === "role_missing") return words.roleWay;
  return finding ? (words.todo[finding.code] ?? null) : null;
}

/** The command that gives the role that is missing, with what is known of who and where; null where none is. */
export function commandOf({ finding, diagnosis }: StageResult): string | null {
  if (diagnosis?.code !== "role_missing" && finding?.code !== "role_doubtful") return null;
  const { principal, scope } = { ...diagnosis?.parameters, ...finding?.parameters };
  return fill(roleCommand, {
    principal: principal || roleUnknowns.principal,
    scope: scope || roleUnknowns.scope,
  });
}

/** How it ended, or where it is, in one sentence. */
export function verdictOf({ results, done }: Checkup): string {
  const named = (result: StageResult | undefined) => ({ stage: result ? words.stages[result.stage] : "" });
  if (!done) return fill(words.verdicts.running, named(results.find(({ state }) => state === "running")));
  const failed = results.find(({ state }) => state === "failed");
  if (failed) return fill(words.verdicts.failed, named(failed));
  if (results.some(({ finding }) => finding?.code === "stopped")) return words.verdicts.stopped;
  return results.some(({ state }) => state === "warning") ? words.verdicts.warned : words.verdicts.healthy;
}

/** All of it as text, for whoever can help. Secrets are masked before they get here. */
export function reportOf(checkup: Checkup): string {
  const lines = checkup.results.map((result) => {
    const { stage, state, took, diagnosis } = result;
    const { title, said } = diagnosis ? explain(diagnosis) : { title: null, said: null };
    const parts = [findingOf(result), title && `${title}.`, said && `${said.by} ${said.words}`];
    const time = took === null ? "" : ` (${fill(words.took, { time: took })})`;
    return `${words.stages[stage]}: ${words.states[state]}${time}. ${parts.filter(Boolean).join(" ")}`;
  });
  return [checkup.endpoint, new Date(checkup.at).toISOString(), verdictOf(checkup), "", ...lines].join("\n");
}
