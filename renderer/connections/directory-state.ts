import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Directory } from "../../preload/contract/discovery.ts";
import { useIdentity } from "./identity-state.ts";
import { useConnections } from "./state.ts";

/** A refusal for which a directory is to be chosen. */
export interface DirectoryQuestion {
  account: { id: string; username: string };
  /** The refusal: it may name the directory that the token was of, and the right one. */
  refusal: Diagnosis;
  /** Connects with a token of a directory, by its id or domain. Gives why not, or null: it did. */
  use(directory: string): Promise<Diagnosis | null>;
}

export const useDirectoryQuestion = create<{ question: DirectoryQuestion | null }>(() => ({
  question: null,
}));

/** Asks which directory is to be used, above whatever was refused. */
export const chooseDirectory = (question: DirectoryQuestion): void =>
  useDirectoryQuestion.setState({ question });

/** The same for a connection that is there. Once it works, `then` does again what was refused. */
export function chooseDirectoryOf(connectionId: string, refusal: Diagnosis, then: () => void): void {
  const connection = useConnections.getState().list?.find(({ id }) => id === connectionId);
  const account = connection?.account;
  if (!connection || !account) return;
  const { endpoint, apiVersion, deployment } = connection;
  const asked = { endpoint, apiVersion, deployment, accountId: account.id, confirmedHost: null };
  chooseDirectory({
    account,
    refusal,
    use: async (directory) => {
      const answer = await window.assay["connections.connectAccount"]({ ...asked, directory });
      if (!answer.ok) return answer.error.diagnosis;
      then();
      return null;
    },
  });
}

/** Leaves it at that: a test or a sign-in that runs ends, and nothing is changed. */
export function leaveDirectory(): void {
  useDirectoryQuestion.setState({ question: null });
  void window.assay["connections.cancel"]();
  if (useIdentity.getState().state?.signingIn) void window.assay["identity.cancel"]();
}

/**
 * The directories to choose from: the one that the refusal names first, then the others that the account can enter. The one
 * whose token was refused is not among them.
 */
export function offered(
  { parameters }: Diagnosis,
  listed: readonly Directory[],
): (Directory & { isNamed: boolean })[] {
  const { directory: named = "", tokenDirectory = "" } = parameters;
  const is = (name: string) => (one: Directory) => one.id.toLowerCase() === name.toLowerCase();
  const first = named === "" ? [] : [{ id: named, name: listed.find(is(named))?.name ?? null }];
  const others = listed.filter((one) => !is(named)(one) && !is(tokenDirectory)(one));
  return [
    ...first.map((one) => ({ ...one, isNamed: true })),
    ...others.map((one) => ({ ...one, isNamed: false })),
  ];
}
