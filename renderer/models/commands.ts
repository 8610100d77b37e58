import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Command } from "../command.ts";
import { goTo, readAddress } from "../route.ts";
import { chatWith, duplicateModel, exportModel, importModel, removeModel, useModels } from "./state.ts";

const words = strings.models;

/** Importing and opening models, and what can be done with the one that is open. */
export function modelCommands(): Command[] {
  return [
    {
      id: "import model",
      label: words.importFile,
      part: "action",
      run: () => {
        goTo("models");
        void importModel();
      },
    },
    ...ofOpen(),
    ...(useModels.getState().list ?? []).flatMap((model): Command[] => [
      {
        id: `model ${model.id}`,
        label: fill(words.open, { name: model.name }),
        part: "model",
        run: () => goTo("models", model.id),
      },
      {
        id: `chat with model ${model.id}`,
        label: fill(words.chatWith, { name: model.name }),
        part: "model",
        run: () => chatWith(model),
      },
    ]),
  ];
}

const action = (id: string, label: string) => ({ id, label, part: "open" as const });

function ofOpen(): Command[] {
  const { section, id } = readAddress(window.location.hash);
  const model = useModels.getState().list?.find((one) => section === "models" && one.id === id);
  if (!model) return [];
  return [
    { ...action("duplicate model", words.duplicate), run: () => void duplicateModel(model.id) },
    { ...action("export model", words.exportFile), run: () => void exportModel(model.id) },
    { ...action("remove model", words.remove), run: () => void removeModel(model) },
  ];
}
