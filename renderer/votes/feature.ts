import type { Feature } from "../feature.ts";
import { ScoreboardScreen } from "./scoreboard.tsx";

declare module "../route.ts" {
  interface Places {
    scoreboard: object;
  }
}

export const votes: Feature = {
  places: { scoreboard: { given: () => ({}), Screen: ScoreboardScreen, within: "compare" } },
};
