import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Command } from "../command.ts";
import { goTo, readAddress } from "../route.ts";
import { importFiles } from "./importing.ts";
import { useIntake } from "./intake.ts";
import { shownDataset } from "./shown.ts";
import { removeDataset, useDatasets } from "./state.ts";

const words = strings.datasets;

/** Importing and opening datasets, and what can be done with the one that is open. */
export function datasetCommands(): Command[] {
  const list = useDatasets.getState().list ?? [];
  const { section, id } = readAddress(window.location.hash);
  const { datasetId } = shownDataset(id);
  const open = list.find((one) => section === "datasets" && one.id === datasetId);
  return [
    {
      id: "import dataset",
      label: words.importCommand,
      part: "action",
      run: () => {
        goTo("datasets");
        void importFiles("files");
      },
    },
    {
      id: "paste dataset",
      label: words.pasteTitle,
      part: "action",
      run: () => {
        goTo("datasets");
        useIntake.setState({ isPasting: true });
      },
    },
    ...(open
      ? [
          {
            id: "remove dataset",
            label: words.removeCommand,
            part: "open" as const,
            run: () => void removeDataset(open),
          },
        ]
      : []),
    ...list.map(
      (dataset): Command => ({
        id: `dataset ${dataset.id}`,
        label: fill(words.open, { name: dataset.name }),
        part: "dataset",
        run: () => goTo("datasets", dataset.id),
      }),
    ),
  ];
}
