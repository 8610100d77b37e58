import { create } from "zustand";

interface PaletteState {
  isOpen: boolean;
  /** When the search of messages was asked for last; 0 before the first time. */
  searchAsked: number;
}

export const usePalette = create<PaletteState>(() => ({ isOpen: false, searchAsked: 0 }));
