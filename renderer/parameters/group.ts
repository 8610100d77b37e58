import type { ChatParameters } from "../../preload/contract/conversations.ts";
import type { Taken } from "./taken.ts";

/** What a group of fields is given. */
export interface GroupProps {
  parameters: ChatParameters;
  /** What is sent to whom they are for; null while that is not known. */
  taken: Taken | null;
  set: (change: ChatParameters) => void;
}

/** Whether a parameter has a field: where it is sent, or is set all the same. */
export const isShown = ({ parameters, taken }: GroupProps, name: keyof ChatParameters): boolean =>
  parameters[name] !== undefined || (taken?.has(name) ?? false);
