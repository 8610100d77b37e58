import { Database } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import type { Feature } from "../feature.ts";
import { laterScreen } from "../ui/later.tsx";
import { IntakeAbove } from "./above.tsx";
import { datasetCommands } from "./commands.ts";
import { type ShownDataset, shownDataset } from "./shown.ts";
import { listenToDatasets } from "./state.ts";

declare module "../route.ts" {
  interface Places {
    /** `ID` of a dataset, `ID:KEY` for one of its rows, or `ID:vVERSION` and `:PART` for those of a version. */
    datasets: ShownDataset;
  }
}

const Screen = laterScreen(
  strings.datasets.title,
  async () => (await import("./datasets.tsx")).DatasetsScreen,
);

export const datasets: Feature = {
  places: { datasets: { given: shownDataset, Screen } },
  rail: { place: "datasets", label: strings.sections.datasets, icon: Database },
  commands: datasetCommands,
  listen: listenToDatasets,
  Above: IntakeAbove,
};
