import { z } from "zod";
import { isBatchType } from "../../../preload/batch-types.ts";
import type { UnderstoodEndpoint } from "../../../preload/contract/connections.ts";
import type { Deployment } from "../../../preload/contract/deployments.ts";
import { familyOf } from "../models/families.ts";
import { dialectOf, spokenBy } from "./speaks.ts";

/** What one route says of one deployment. */
export type Row = Pick<Deployment, "name"> &
  Partial<
    Pick<
      Deployment,
      "model" | "version" | "publisher" | "sku" | "capacity" | "limits" | "capabilities" | "status"
    >
  > & {
    /** Whose API the model has. */
    format?: string;
  };

/** A text that may be missing; one of another type counts as missing, so that it costs no row. */
const text = z.string().min(1).optional().catch(undefined);
const name = z.string().min(1);

/** A row of the project list (Foundry deployments list reference). Flags are texts. */
const projectRow = z.object({
  name,
  type: text,
  modelName: text,
  modelVersion: text,
  modelPublisher: text,
  capabilities: z.record(z.string(), z.unknown()).optional().catch(undefined),
  sku: z
    .object({ name: text, capacity: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** A row of the legacy list (Azure OpenAI authoring specification, 2023-03-15-preview). */
const legacyRow = z.object({ id: name, model: text, status: text });

const deploymentTypes = [undefined, "ModelDeployment", "Deployment"];

/** The flags that are set. Lists have them as texts. */
export const setFlags = (flags: Record<string, unknown>): string[] =>
  Object.entries(flags).flatMap(([flag, held]) => (String(held) === "true" ? [flag] : []));

/** The row of a project's list; none for one that stands for something else, such as a connection. */
export function fromProject(value: unknown): Row[] {
  const read = projectRow.safeParse(value);
  if (!read.success) return [];
  const { name, type, modelName, modelVersion, modelPublisher, capabilities, sku } = read.data;
  if (!deploymentTypes.includes(type) && modelName === undefined) return [];
  return [
    {
      name,
      ...(modelName && { model: modelName }),
      ...(modelVersion && { version: modelVersion }),
      ...(modelPublisher && { publisher: modelPublisher }),
      ...(sku?.name && { sku: sku.name }),
      ...(sku?.capacity !== undefined && { capacity: sku.capacity }),
      ...(Object.keys(capabilities ?? {}).length > 0 && {
        capabilities: setFlags(capabilities ?? {}),
      }),
    },
  ];
}

/** The row of a resource's legacy list. */
export function fromLegacy(value: unknown): Row[] {
  const read = legacyRow.safeParse(value);
  if (!read.success) return [];
  const { id, model, status } = read.data;
  return [{ name: id, ...(model && { model }), ...(status && { status }) }];
}

/** What one list gave, or the name a person typed. */
export interface Listed {
  by: Deployment["listedBy"][number];
  rows: Row[];
}

/**
 * One deployment a name, sorted by it; what the first list said of one stands, the others add what it left out.
 * `endpoint`: where they are listed.
 */
export function joinRows(lists: Listed[], endpoint: UnderstoodEndpoint): Deployment[] {
  const byName = new Map<string, { by: Listed["by"]; row: Row }[]>();
  for (const { by, rows } of lists) {
    for (const row of rows) byName.set(row.name, [...(byName.get(row.name) ?? []), { by, row }]);
  }
  return [...byName]
    .map(([name, said]) => deployment(name, said, endpoint))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function deployment(
  name: string,
  said: { by: Listed["by"]; row: Row }[],
  endpoint: UnderstoodEndpoint,
): Deployment {
  const row: Partial<Row> = Object.assign({}, ...said.map(({ row }) => row).reverse());
  const disagreements = disagreementsOf(said);
  const model = row.model ?? null;
  const { systemRole: _role, maxTokens: _name, ...traits } = familyOf(modelsOf({ model, disagreements }));
  const facts = {
    name,
    model,
    version: row.version ?? null,
    publisher: row.publisher ?? null,
    sku: row.sku ?? null,
    capacity: row.capacity ?? null,
    ...(row.limits && { limits: row.limits }),
    capabilities: row.capabilities ?? [],
    status: row.status ?? "unknown",
    listedBy: [...new Set(said.map(({ by }) => by))],
    disagreements,
    traits,
    route: null,
  };
  return speaking(facts, spokenBy({ ...row, name }, endpoint));
}

/**
 * A deployment as one that speaks this. It can be asked in chat where that is an API of answers, and it has succeeded. One
 * that runs batches answers no chat, whatever it speaks.
 */
export function speaking(
  facts: Omit<Deployment, "speaks" | "chat">,
  speaks: Deployment["speaks"],
): Deployment {
  const { status, sku } = facts;
  const isCallable = status === "succeeded" || status === "unknown";
  const reason = !isCallable
    ? "status"
    : isBatchType(sku)
      ? "batch"
      : dialectOf(speaks) === null
        ? "capability"
        : null;
  return { ...facts, speaks, chat: reason === null ? { usable: true } : { usable: false, reason } };
}

function disagreementsOf(said: { by: Listed["by"]; row: Row }[]): Deployment["disagreements"] {
  return compared.flatMap((field) => {
    const values = said.flatMap(({ by, row }) => {
      const value = row[field];
      return by === "typed" || !value ? [] : [{ route: by, value }];
    });
    return new Set(values.map(({ value }) => value)).size > 1 ? [{ field, values }] : [];
  });
}

/** The model that lists name behind a deployment, or all of them where they name different ones; null where none does. */
export function modelsOf(
  deployment: Pick<Deployment, "model" | "disagreements"> | undefined,
): string | string[] | null {
  const named = deployment?.disagreements.find(({ field }) => field === "model");
  return named ? named.values.map(({ value }) => value) : (deployment?.model ?? null);
}

const compared = ["model", "version", "publisher", "sku"] as const;
