import { ListChecks } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { judgeCertificates } from "../../preload/strings/judge-certificates.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";
import { evaluationCommands } from "./commands.ts";
import { listenToEvaluationFiles } from "./files/state.ts";
import { listenToEvaluations } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    evaluations: { evaluationId: string | null };
    judges: object;
  }
}

const Screen = laterScreen(
  strings.sections.evaluations,
  async () => (await import("./evaluations.tsx")).EvaluationsScreen,
);

const Judges = laterScreen(
  judgeCertificates.title,
  async () => (await import("./judges/judges.tsx")).JudgesScreen,
);

export const evaluations: Feature = {
  places: {
    evaluations: { given: (evaluationId) => ({ evaluationId }), Screen },
    judges: { given: () => ({}), Screen: Judges, within: "evaluations" },
  },
  rail: { place: "evaluations", label: strings.sections.evaluations, icon: ListChecks },
  commands: evaluationCommands,
  listen: () => {
    listenToEvaluations();
    listenToEvaluationFiles();
  },
};
