import type { Feature } from "../feature.ts";
import { listenToDatasets } from "./state.ts";

export const datasets: Feature = { listen: listenToDatasets };
