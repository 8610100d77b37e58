import { create } from "zustand";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { goTo } from "../route.ts";

interface ConnectionsState {
  /** Null until main has answered. */
  list: Connection[] | null;
  startingSandbox: boolean;
  sandboxDiagnosis: Diagnosis | null;
}

export const useConnections = create<ConnectionsState>(() => ({
  list: null,
  startingSandbox: false,
  sandboxDiagnosis: null,
}));

/** Asks for the connections and follows their changes. */
export function listenToConnections(): void {
  window.assay.on("connections.changed", (list) => useConnections.setState({ list }));
  void window.assay["connections.list"]().then(
    (answer) => answer.ok && useConnections.setState({ list: answer.data }),
  );
}

/** Starts the sandbox and shows what is deployed there. */
export async function trySandbox(): Promise<void> {
  useConnections.setState({ startingSandbox: true, sandboxDiagnosis: null });
  const answer = await window.assay["connections.sandbox"]();
  useConnections.setState({
    startingSandbox: false,
    sandboxDiagnosis: answer.ok ? null : answer.error.diagnosis,
  });
  if (answer.ok) goTo("deployments", answer.data.id);
}

/** Whether a connection can be used as it is, or waits for its key. */
export const needsKey = ({ key }: Connection): boolean => key === "missing" || key === "unreadable";
