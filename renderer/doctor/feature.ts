import type { Feature } from "../feature.ts";
import { listenToDoctor } from "./state.ts";

export const doctor: Feature = { listen: listenToDoctor };
