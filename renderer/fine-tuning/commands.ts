import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Command } from "../command.ts";
import { goTo } from "../route.ts";
import { beginPlan, usePlans } from "./plans/state.ts";

const words = strings.palette;

/** Beginning a job, what is deployed, and the plans that are still to be started. */
export function tuningCommands(): Command[] {
  const plans = usePlans.getState().list ?? [];
  return [
    { id: "new tuning job", label: words.newTuningJob, part: "action", run: () => void beginPlan() },
    {
      id: "tuned deployments",
      label: words.tunedDeployments,
      part: "action",
      run: () => goTo("fineTuning", "deployments"),
    },
    ...plans
      .filter(({ jobId, name }) => jobId === null && name !== "")
      .map(
        ({ id, name }): Command => ({
          id: `plan ${id}`,
          label: fill(words.openPlan, { name }),
          part: "action",
          run: () => goTo("fineTuning", `plan:${id}`),
        }),
      ),
  ];
}
