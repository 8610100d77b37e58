import { useEffect } from "react";
import { create } from "zustand";
import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import type { Choice } from "./choice.ts";

/** One connection's list: what was read last, whether it is being read, and what went wrong the last time. */
export interface ListState {
  list: DeploymentList | null;
  loading: boolean;
  diagnosis: Diagnosis | null;
}

interface DeploymentsState {
  lists: Record<string, ListState>;
  /** The name selected last in each connection's list. */
  selected: Record<string, string>;
  /** The deployment a new conversation begins with: the usable one selected last. */
  chosen: Choice | null;
}

const nothing: ListState = { list: null, loading: false, diagnosis: null };

export const useDeployments = create<DeploymentsState>(() => ({ lists: {}, selected: {}, chosen: null }));

/** Reads a connection's deployments, from the service with `refresh` or when there is no list yet. */
export async function readDeployments(connectionId: string, refresh = false): Promise<void> {
  const before = useDeployments.getState().lists[connectionId] ?? nothing;
  if (before.loading) return;
  put(connectionId, { ...before, loading: true });
  const answer = await window.assay["deployments.list"]({ connectionId, refresh });
  put(
    connectionId,
    answer.ok
      ? { list: answer.data, loading: false, diagnosis: null }
      : { ...before, loading: false, diagnosis: answer.error.diagnosis },
  );
}

/** Follows what is learned of deployments while they answer. */
export function listenToDeployments(): void {
  window.assay.on("deployments.changed", (list) => {
    const before = useDeployments.getState().lists[list.connectionId] ?? nothing;
    put(list.connectionId, { ...before, list });
  });
}

/** Says by which API a deployment is asked; null leaves that to the app. Gives why it could not be kept, or null. */
export async function setDialect(
  connectionId: string,
  deployment: string,
  dialect: DialectName | null,
): Promise<Diagnosis | null> {
  const answer = await window.assay["deployments.setDialect"]({ connectionId, deployment, dialect });
  return answer.ok ? null : answer.error.diagnosis;
}

/** A connection's list, read when it is first needed. */
export function useDeploymentList(connectionId: string): ListState {
  useEffect(() => void readDeployments(connectionId), [connectionId]);
  return useDeployments(({ lists }) => lists[connectionId]) ?? nothing;
}

/** What the list that was read last says of a deployment; null where it names none. */
export const useDeployment = (place: Omit<Choice, "modelId"> | null): Deployment | null =>
  useDeployments(({ lists }) => {
    const list = place && lists[place.connectionId]?.list;
    return list?.deployments.find(({ name }) => name === place?.deployment) ?? null;
  });

/** Selects a row; one that can chat becomes the choice for new conversations. */
export function select(connectionId: string, { name, chat }: Deployment): void {
  useDeployments.setState(({ selected, chosen }) => ({
    selected: { ...selected, [connectionId]: name },
    chosen: chat.usable ? { connectionId, deployment: name } : chosen,
  }));
}

/** Takes a selection back. */
export function deselect(connectionId: string): void {
  useDeployments.setState(({ selected }) => {
    const { [connectionId]: _gone, ...rest } = selected;
    return { selected: rest };
  });
}

/** Chooses the deployment that the next message goes to. */
export function choose(chosen: Choice): void {
  useDeployments.setState({ chosen });
}

/** The rows whose name, model or publisher holds the text, in any case. */
export function matching(deployments: Deployment[], text: string): Deployment[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === "") return deployments;
  return deployments.filter(({ name, model, publisher }) =>
    [name, model, publisher].some((value) => value?.toLocaleLowerCase().includes(wanted)),
  );
}

function put(connectionId: string, state: ListState): void {
  useDeployments.setState(({ lists }) => ({ lists: { ...lists, [connectionId]: state } }));
}
