import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";

declare module "../route.ts" {
  interface Places {
    scoreboard: object;
  }
}

const Screen = laterScreen(
  strings.votes.board.title,
  async () => (await import("./scoreboard.tsx")).ScoreboardScreen,
);

export const votes: Feature = {
  places: { scoreboard: { given: () => ({}), Screen, within: "compare" } },
};
