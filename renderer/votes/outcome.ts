import type { VoteSummary } from "../../preload/contract/votes.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

/** What was said about whom, in words. */
export function outcomeOf({ outcome, better, shown }: VoteSummary): string {
  const first = shown.find(({ runId }) => runId === better) ?? shown[0];
  const second = shown.find((one) => one !== first);
  return fill(strings.votes.outcomes[outcome], { a: first?.name ?? "", b: second?.name ?? "" });
}
