import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { IdentityState } from "../../preload/contract/identity.ts";
import type { Input } from "../../preload/contract/index.ts";
import { replaceKey, useConnections } from "./state.ts";

interface IdentityView {
  /** Null until main has answered. */
  state: IdentityState | null;
  diagnosis: Diagnosis | null;
  /** The connection that somebody signs in for again. */
  again: Again | null;
}

interface Again {
  connectionId: string;
  /** Whose the connection is. */
  owner: string;
  /** What could not be done without. */
  then: () => void;
  /** Who signed in instead of its owner. */
  stranger: string | null;
}

/** Whose sign-in it is, where that is known, and what it is for. */
export type Who = Omit<Input<"identity.signIn">, "way">;

export const useIdentity = create<IdentityView>(() => ({ state: null, diagnosis: null, again: null }));

/** Asks who is signed in and follows what changes. */
export function listenToIdentity(): void {
  window.assay.on("identity.changed", (state) => {
    const before = useIdentity.getState().state?.accounts.length ?? 0;
    // Somebody who arrives late has arrived all the same.
    useIdentity.setState({ state, ...(state.accounts.length > before && { diagnosis: null }) });
  });
  void window.assay["identity.state"]().then(
    (answer) => answer.ok && useIdentity.setState({ state: answer.data }),
  );
}

let attempts = 0;

/**
 * Signs a person in, in a window of the app or in their own browser, which ends a sign-in that waits in a window. Gives
 * the account's id, or null.
 */
export async function signIn(way: "window" | "browser", who: Who = {}): Promise<string | null> {
  if (way === "browser" && useIdentity.getState().state?.signingIn) await window.assay["identity.cancel"]();
  useIdentity.setState({ diagnosis: null });
  attempts += 1;
  const attempt = attempts;
  const answer = await window.assay["identity.signIn"]({ way, ...who });
  if (answer.ok) return answer.data.id;
  // One that was ended for another says nothing.
  if (attempt === attempts) useIdentity.setState({ diagnosis: answer.error.diagnosis });
  return null;
}

/** Signs the owner of a connection in again, and then does what could not be done without. */
export async function reconnect(
  connectionId: string,
  way: "window" | "browser",
  then: () => void,
): Promise<void> {
  const owner = useConnections.getState().list?.find(({ id }) => id === connectionId)?.account;
  if (!owner) return replaceKey(connectionId);
  const again = { connectionId, owner: owner.username, then, stranger: null };
  useIdentity.setState({ again });
  const id = await signIn(way, { accountId: owner.id });
  if (useIdentity.getState().again !== again || id === null) return;
  if (id === owner.id) {
    useIdentity.setState({ again: null });
    then();
    return;
  }
  const { state } = useIdentity.getState();
  const stranger = state?.accounts.find((one) => one.id === id)?.username ?? id;
  useIdentity.setState({ again: { ...again, stranger } });
}

/** Leaves it at that: a sign-in that is waited for ends. */
export function endReconnect(): void {
  useIdentity.setState({ again: null, diagnosis: null });
  if (useIdentity.getState().state?.signingIn) void window.assay["identity.cancel"]();
}
