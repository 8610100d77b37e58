import type { Theme } from "../../preload/contract/app.ts";

/** The themes one can choose from. */
export const themes: Theme[] = ["system", "light", "dark"];
