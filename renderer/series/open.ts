import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { goTo } from "../route.ts";

/** Why the last bundle was not opened; null when it was. */
export const useOpened = create<{ diagnosis: Diagnosis | null }>(() => ({ diagnosis: null }));

/** Asks for a bundle and shows it as a series. */
export async function openBundle(): Promise<void> {
  const answer = await window.assay["series.open"]();
  useOpened.setState({ diagnosis: answer.ok ? null : answer.error.diagnosis });
  if (answer.ok && answer.data) goTo("series", answer.data.id);
}
