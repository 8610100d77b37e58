import type { DragEvent } from "react";
import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer } from "../../preload/contract/index.ts";
import type { SeriesSummary } from "../../preload/contract/series.ts";
import { goTo } from "../route.ts";

/** Whether a bundle is being opened, and why the last one was not; null when it was. */
export const useOpened = create<{ isOpening: boolean; diagnosis: Diagnosis | null }>(() => ({
  isOpening: false,
  diagnosis: null,
}));

/** Asks for a bundle and shows it as a series. */
export const openBundle = (): Promise<void> => show(window.assay["series.open"]());

async function show(opening: Promise<Answer<SeriesSummary | null>>): Promise<void> {
  useOpened.setState({ isOpening: true });
  const answer = await opening;
  useOpened.setState({ isOpening: false, diagnosis: answer.ok ? null : answer.error.diagnosis });
  if (answer.ok && answer.data) goTo("series", answer.data.id);
}

/** What makes a place take bundles that are dropped on it. */
export const bundleDrop = {
  onDragOver: (event: DragEvent) => event.preventDefault(),
  onDrop: (event: DragEvent) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file) return;
    const bytes = file.arrayBuffer().then((buffer) => new Uint8Array(buffer));
    void show(bytes.then((read) => window.assay["series.openDropped"]({ bytes: read })));
  },
};
