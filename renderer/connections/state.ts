import { create } from "zustand";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { attempting } from "../calls.ts";
import { undoRemoval } from "../removal.ts";
import { goTo } from "../route.ts";

interface ConnectionsState {
  /** Null until main has answered. */
  list: Connection[] | null;
  /** The connection that was removed last; it can still be restored. */
  removed: Connection | null;
  /** Why that could not be done. */
  diagnosis: Diagnosis | null;
  /** The connection whose key is being entered again. */
  replacing: string | null;
  /** What is to be connected with a key: the endpoint, and the header field for the key where one is suggested. */
  keyFor: { endpoint: string; header: string };
  /** The connection whose key is to go in another header field. */
  headerFor: HeaderWanted | null;
  startingSandbox: boolean;
  sandboxDiagnosis: Diagnosis | null;
}

/** That nothing is to be connected with a key. */
export const nothingFor = { endpoint: "", header: "" };

interface HeaderWanted {
  connectionId: string;
  /** The suggested field; empty where nothing names one. */
  header: string;
  /** What was refused without it. */
  then: () => void;
}

export const useConnections = create<ConnectionsState>(() => ({
  list: null,
  removed: null,
  diagnosis: null,
  replacing: null,
  keyFor: nothingFor,
  headerFor: null,
  startingSandbox: false,
  sandboxDiagnosis: null,
}));

/** What is done with a connection that has just been made. */
export type Connected = (connection: Connection) => void;

/** Shows what is deployed there. */
export const showDeployments: Connected = ({ id }) => goTo("deployments", id);

/** Asks for the connections and follows their changes. */
export function listenToConnections(): void {
  window.assay.on("connections.changed", (list) => useConnections.setState({ list }));
  void window.assay["connections.list"]().then(
    (answer) => answer.ok && useConnections.setState({ list: answer.data }),
  );
}

/** Shows a connection with the form for its endpoint and key, or without with null. */
export function replaceKey(id: string | null): void {
  useConnections.setState({ replacing: id });
  if (id !== null) goTo("integrations", id);
}

/** Shows the form for a new connection with a key, to the endpoint of one that is there. */
export function keyInstead(id: string, header = ""): void {
  const endpoint = useConnections.getState().list?.find((one) => one.id === id)?.endpoint ?? "";
  useConnections.setState({ keyFor: { endpoint, header } });
  goTo("integrations");
}

/** Shows a connection with its field for the key's header, and a suggestion in it; `then` is done once it is applied. */
export function setKeyHeader(connectionId: string, header = "", then: () => void): void {
  useConnections.setState({ headerFor: { connectionId, header, then } });
  goTo("integrations", connectionId);
}

/** Starts the sandbox and shows what is deployed there, unless something else is to be done then. */
export async function trySandbox(then: Connected = showDeployments): Promise<void> {
  useConnections.setState({ startingSandbox: true, sandboxDiagnosis: null });
  const answer = await window.assay["connections.sandbox"]();
  useConnections.setState({
    startingSandbox: false,
    sandboxDiagnosis: answer.ok ? null : answer.error.diagnosis,
  });
  if (answer.ok) then(answer.data);
}

/** Brings the connection back that was removed last, and shows it. */
export const undoRemove = (): Promise<void> =>
  undoRemoval(useConnections, async ({ id }) => {
    const restored = await attempt(window.assay["connections.restore"]({ id }));
    if (restored) goTo("integrations", id);
    return restored !== null;
  });

const attempt = attempting((diagnosis) => useConnections.setState({ diagnosis }));

/** The connection that screens begin with: the default, else the newest. */
export const firstConnection = (list: Connection[]): Connection | undefined =>
  list.find(({ isDefault }) => isDefault) ?? list.at(-1);

/** Whether a connection can be used as it is, or waits for its key. */
export const needsKey = ({ key }: Connection): boolean => key === "missing" || key === "unreadable";

/** What a connection waits for, in a word or two. */
export function stateOf(connection: Connection): string {
  const words = strings.integrations.states;
  if (!needsKey(connection)) return words.ready;
  return connection.kind === "oauth" ? words.needsSignIn : words.needsKey;
}
