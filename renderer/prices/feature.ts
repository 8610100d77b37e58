import type { Feature } from "../feature.ts";
import { listenToPrices } from "./state.ts";

export const prices: Feature = { listen: listenToPrices };
