import { create } from "zustand";
import { goTo } from "../route.ts";

/** When the search of messages was asked for last; 0 before the first time. */
export const useSearchAsked = create<{ at: number }>(() => ({ at: 0 }));

/** Shows the conversations with their search in focus. */
export function askForSearch(): void {
  goTo("chat");
  useSearchAsked.setState({ at: Date.now() });
}
