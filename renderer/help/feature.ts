import { CircleQuestionMark } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";
import { openHelp } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    help: { articleId: string | null };
  }
}

const Screen = laterScreen(strings.sections.help, async () => (await import("./screen.tsx")).HelpScreen);

export const help: Feature = {
  places: { help: { given: (articleId) => ({ articleId }), Screen } },
  rail: {
    place: "help",
    label: strings.sections.help,
    icon: CircleQuestionMark,
    shortcut: { key: "F1", alone: true },
    open: openHelp,
  },
};
