import { create } from "zustand";

export const usePalette = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

/** Shows the palette. */
export const openPalette = (): void => usePalette.setState({ isOpen: true });

/** Puts the palette away. */
export const closePalette = (): void => usePalette.setState({ isOpen: false });
