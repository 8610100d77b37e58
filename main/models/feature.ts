import type { FileFilter } from "electron";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Connections } from "../connections/connections.ts";
import type { Conversations } from "../conversations/conversations.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { fileNameOf, openText, saveFile } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import type { Prices } from "../prices/prices.ts";
import type { Database } from "../storage/database.ts";
import { createModels, type Models } from "./models.ts";
import { openModels } from "./store.ts";

const modelFiles: FileFilter[] = [{ name: mainStrings.modelFiles, extensions: ["json"] }];

/** Deployments under names of one's own. */
export function modelsFeature(parts: {
  database: Database;
  connections: Connections;
  deployments: Deployments;
  prices: Prices;
  conversations: Conversations;
  emit: Emit;
}): Feature<MethodsOf<"models">, Models> {
  const store = openModels(parts.database);
  const models = createModels({ ...parts, store });
  return {
    service: models,
    purge: () => store.purge(),
    handlers: {
      "models.list": () => models.list(),
      "models.create": (model) => models.create(model),
      "models.change": (changed) => models.change(changed),
      "models.remove": ({ id }) => models.remove(id),
      "models.restore": ({ id }) => models.restore(id),
      "models.duplicate": ({ id }) => models.duplicate(id),
      "models.refresh": ({ id }) => models.refresh(id),
      "models.export": async ({ id }) =>
        saveFile(fileNameOf(models.get(id).name, "json"), models.exported(id), modelFiles),
      "models.import": async () => {
        const text = await openText(modelFiles);
        return text === null ? null : models.imported(text);
      },
    },
  };
}
