import { z } from "zod";
import { keptText } from "../../preload/contract/fields.ts";
import { modelSettings } from "../../preload/contract/models.ts";
import { connectionNameLimit, deploymentNameLimit, endpointLimit } from "../../preload/limits.ts";
import { readExported } from "../exported.ts";
import { ancestry, knownOfModel, type StoredModel } from "./rows.ts";

/** Characters of a file that is imported. */
export const importLimit = 1_000_000;

const { name, ...settings } = modelSettings;

/** A model as a file. Its connection is named, never opened: no key and no account stand here. Datasets stay behind. */
const file = z.object({
  format: z.literal("assay-model"),
  version: z.literal(1),
  name,
  connection: z.object({
    name: keptText.max(connectionNameLimit),
    endpoint: z.url({ protocol: /^https?$/ }).max(endpointLimit),
    sandbox: z.boolean(),
  }),
  deployment: keptText.min(1).max(deploymentNameLimit),
  ...settings,
  known: knownOfModel,
  ancestry: ancestry.default(null),
});

/** The model as JSON that `readModel` takes. */
export function writeModel(model: StoredModel, sandbox: boolean): string {
  const { name, connection, deployment, systemPrompt, parameters, notes, tags, known, ancestry } = model;
  const whole: z.infer<typeof file> = {
    format: "assay-model",
    version: 1,
    name,
    connection: { ...connection, sandbox },
    deployment,
    systemPrompt,
    parameters,
    notes,
    tags,
    known,
    ancestry,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** The model in a file's text, and whether it is one of the sandbox. Throws `import_refused` for what was not exported by this app. */
export function readModel(
  text: string,
): Omit<StoredModel, "id" | "connectionId" | "createdAt" | "updatedAt"> & { sandbox: boolean } {
  const { connection, format: _format, version: _version, ...model } = readExported(text, file, importLimit);
  const { sandbox, ...named } = connection;
  return { ...model, connection: named, datasets: [], sandbox };
}
