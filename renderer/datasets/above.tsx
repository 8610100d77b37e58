import { later } from "../ui/later.tsx";
import { useIntake } from "./intake.ts";

const IntakeDialogs = later(async () => (await import("./intake-dialogs.tsx")).IntakeDialogs);

/** What is asked before files become a dataset, above whatever is shown. */
export function IntakeAbove() {
  const isAsking = useIntake(({ intake, isPasting, diagnosis }) => intake || isPasting || diagnosis);
  return isAsking ? <IntakeDialogs /> : null;
}
