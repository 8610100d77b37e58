import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { IdentityState } from "../../preload/contract/identity.ts";
import type { Input } from "../../preload/contract/index.ts";

interface IdentityView {
  /** Null until main has answered. */
  state: IdentityState | null;
  diagnosis: Diagnosis | null;
}

/** Whose sign-in it is, where that is known, and what it is for. */
export type Who = Omit<Input<"identity.signIn">, "way">;

export const useIdentity = create<IdentityView>(() => ({ state: null, diagnosis: null }));

/** Asks who is signed in and follows what changes. */
export function listenToIdentity(): void {
  window.assay.on("identity.changed", (state) => useIdentity.setState({ state }));
  void window.assay["identity.state"]().then(
    (answer) => answer.ok && useIdentity.setState({ state: answer.data }),
  );
}

/** Signs a person in, in a window of the app or in their own browser. Gives the account's id, or null. */
export async function signIn(way: "window" | "browser", who: Who = {}): Promise<string | null> {
  useIdentity.setState({ diagnosis: null });
  const answer = await window.assay["identity.signIn"]({ way, ...who });
  if (answer.ok) return answer.data.id;
  useIdentity.setState({ diagnosis: answer.error.diagnosis });
  return null;
}

/** Ends the running sign-in and begins one in the person's own browser. */
export async function signInByBrowser(who: Who = {}): Promise<string | null> {
  if (useIdentity.getState().state?.signingIn) await window.assay["identity.cancel"]();
  return signIn("browser", who);
}
