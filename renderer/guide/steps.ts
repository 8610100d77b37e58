import type { Connection } from "../../preload/contract/connections.ts";
import type { Draft, DraftStep } from "../../preload/contract/drafts.ts";
import { firstConnection, needsKey } from "../connections/index.ts";

/** The steps of a draft, in order. What is answered first decides which follow. */
export function stepsOf({ flow, source }: Pick<Draft, "flow" | "source">): DraftStep[] {
  const isCustom = source === "custom";
  const begin: DraftStep = flow === "guide" ? "source" : "name";
  const pick: DraftStep = isCustom ? "base" : "deployment";
  const end: DraftStep[] = flow === "guide" || isCustom ? ["data", "review"] : ["data"];
  return [begin, "connect", pick, ...end];
}

/** The connections that can be asked as they are. */
export const usableConnections = (list: readonly Connection[]): Connection[] =>
  list.filter((connection) => !needsKey(connection));

/** The connection that a draft asks: its own, or where it has none the one that screens begin with. */
export function connectionOf(
  { connectionId }: Pick<Draft, "connectionId">,
  list: readonly Connection[],
): Connection | undefined {
  const usable = usableConnections(list);
  return (
    usable.find(({ id }) => id === connectionId) ??
    (connectionId === null ? firstConnection(usable) : undefined)
  );
}

/** The step after this one, or before it with -1; connecting is passed over where there is a connection. Null at either end. */
export function stepBeside(draft: Draft, direction: 1 | -1, list: readonly Connection[]): DraftStep | null {
  const isConnected = connectionOf(draft, list) !== undefined;
  const steps = stepsOf(draft).filter((step) => step === draft.step || step !== "connect" || !isConnected);
  return steps[steps.indexOf(draft.step) + direction] ?? null;
}

/** Whether a step has what it asks for. */
export function isAnswered(step: DraftStep, draft: Draft, list: readonly Connection[]): boolean {
  const isConnected = connectionOf(draft, list) !== undefined;
  if (step === "source") return draft.source !== null;
  if (step === "name") return draft.source !== null && draft.name.trim() !== "";
  if (step === "connect") return isConnected;
  if (step === "deployment") return isConnected && draft.connectionId !== null && draft.deployment !== null;
  if (step === "base") return isConnected && draft.connectionId !== null && draft.baseModel !== null;
  return step === "data" || draft.name.trim() !== "";
}

/** Whether every step has what it asks for, so that the draft can be finished. */
export const isComplete = (draft: Draft, list: readonly Connection[]): boolean =>
  draft.name.trim() !== "" && stepsOf(draft).every((step) => isAnswered(step, draft, list));
