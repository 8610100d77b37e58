import type { MethodName } from "../preload/contract/index.ts";
import type { Handlers } from "./ipc.ts";

type WordOf<Name extends MethodName> = Name extends `${infer Word}.${string}` ? Word : never;

/** The methods of the contract that begin with one of these words, such as `models.create` with `models`. */
export type MethodsOf<Word extends WordOf<MethodName>> = Extract<MethodName, `${Word}.${string}`>;

/** What a feature does at the turns of the app's life. What it has nothing to do at it leaves out. */
export interface Life {
  /** Marks what the end of the process cut. Comes first. */
  recover?(): void;
  /** Deletes what was removed: the time to restore it is over. */
  purge?(): void;
  /** Whether an answer is still being written, or a dataset worked on. */
  isBusy?(): boolean;
  /** Keeps what is running and ends it: the app is about to end. */
  interrupt?(): void;
  /** Forgets what a page has shown: its window is gone, or shows another page. */
  unseen?(): void;
  /** Renews what has become too old while the computer slept. */
  wake?(): void;
  /** Lets go of what it holds. Comes last. */
  close?(): void;
}

/**
 * What a room brings to the app: the handlers of its methods, its part in the app's life, and its service for the rooms
 * above it. A handler that is missing, or that is none of its methods, does not compile.
 */
export interface Feature<Methods extends MethodName, Service = unknown> extends Life {
  service: Service;
  handlers: Pick<Handlers, Methods>;
}

type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (every: infer Every) => void
  ? Every
  : never;

/**
 * The handlers of all features together. Whether they are the whole contract is for the one who asks to say. Throws where
 * two have the same.
 */
export function handlersOf<Features extends readonly { handlers: object }[]>(
  features: Features,
): Both<Features[number]["handlers"]> {
  const all = features.flatMap(({ handlers }) => Object.entries(handlers));
  const handlers = Object.fromEntries(all);
  if (Object.keys(handlers).length < all.length) throw new Error("Two features handle the same method.");
  return handlers as Both<Features[number]["handlers"]>;
}
