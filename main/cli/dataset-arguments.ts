import { parseArgs } from "node:util";
import type { ConversionTarget, ExportFormat } from "../../preload/contract/dataset-exports.ts";
import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import { datasetMethods, datasetShapes, shapeRoles } from "../../preload/contract/dataset-shapes.ts";
import { datasetCommand } from "../../preload/strings/dataset-command.ts";
import { fill } from "../../preload/strings/fill.ts";
import type { Wish } from "../datasets/files/given.ts";
import { CommandError, reasonOf } from "./failure.ts";

interface Common {
  /** Paths as they were given; `-` is standard input. */
  files: string[];
  model: string | null;
  wish: Wish;
  allowsMemory: boolean;
}

/** What `check` is asked to do. */
export interface CheckArguments extends Common {
  command: "check";
  against: string[];
  showsAll: boolean;
  isJson: boolean;
}

/** What `convert` is asked to do. */
export interface ConvertArguments extends Common {
  command: "convert";
  format: ExportFormat["format"];
  gzip: boolean;
  /** What rows become; null for what they were recognized as. */
  to: ConversionTarget | null;
  /** Null for standard output. */
  out: string | null;
  fix: { faults: boolean; masks: boolean };
}

const { reasons } = datasetCommand;

const wrong = (reason: string, values: Record<string, string> = {}) =>
  new CommandError("datasetUsage", { reason: fill(reason, values) });

const templateParts = ["system", "user", "assistant", "chosen", "rejected"] as const;

const text = { type: "string" } as const;
const list = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;

const options = {
  help: { ...flag, short: "h" },
  method: text,
  model: text,
  shape: text,
  field: list,
  system: text,
  keep: list,
  "template-system": text,
  "template-user": text,
  "template-assistant": text,
  "template-chosen": text,
  "template-rejected": text,
  "allow-memory": flag,
  against: list,
  all: flag,
  json: flag,
  to: text,
  out: text,
  gzip: flag,
  fix: flag,
  mask: flag,
} as const;

const ofCheck = ["against", "all", "json"] as const;
const ofConvert = ["to", "out", "gzip", "fix", "mask"] as const;

/** Options of the command line; `help` where those are asked for. Throws a `CommandError` with what is wrong with them. */
export function readDatasetArguments(args: string[]): CheckArguments | ConvertArguments | "help" {
  const { values, positionals } = parsed(args);
  if (values.help) return "help";
  const [command, ...files] = positionals;
  if (command !== "check" && command !== "convert") throw wrong(reasons.command);
  const foreign = command === "check" ? ofConvert : ofCheck;
  for (const name of foreign)
    if (values[name] !== undefined)
      throw wrong(command === "check" ? reasons.onlyConvert : reasons.onlyCheck, { option: `--${name}` });
  if (files.length === 0) throw wrong(reasons.noFiles);
  if ([...files, ...(values.against ?? [])].filter((file) => file === "-").length > 1)
    throw wrong(reasons.stdinTwice);
  const model = values.model ?? null;
  const allowsMemory = values["allow-memory"] ?? false;
  if (command === "check") {
    const method = oneOf("--method", values.method, datasetMethods);
    const { against = [], all: showsAll = false, json: isJson = false } = values;
    return { command, files, model, wish: wished(values, method), allowsMemory, against, showsAll, isJson };
  }
  const to = oneOf("--method", values.method, [...datasetMethods, "prompt_completion"] as const);
  const method = to === "prompt_completion" ? "supervised" : to;
  const fix = { faults: values.fix ?? false, masks: values.mask ?? false };
  return {
    command,
    files,
    model,
    wish: wished(values, method),
    allowsMemory,
    ...written(values),
    to: to ?? null,
    fix,
  };
}

type Values = ReturnType<typeof parsed>["values"];

function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw wrong("{reason}", { reason: reasonOf(error) });
  }
}

function oneOf<Value extends string>(
  option: string,
  value: string | undefined,
  values: readonly Value[],
): Value | undefined {
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  if (found === undefined) throw wrong(reasons.value, { option, value, values: values.join(", ") });
  return found;
}

function wished(values: Values, method: DatasetMethod | undefined): Wish {
  const shape = oneOf("--shape", values.shape, datasetShapes);
  const template = Object.fromEntries(
    templateParts.flatMap((part) => {
      const given = values[`template-${part}`];
      return given === undefined ? [] : [[part, given]];
    }),
  );
  return {
    ...(method !== undefined && { method }),
    ...(shape !== undefined && { shape }),
    ...(values.field && { fields: Object.fromEntries(values.field.map(fieldOf)) }),
    ...(Object.keys(template).length > 0 && { template }),
    ...(values.system !== undefined && { system: values.system }),
    ...(values.keep && { keep: values.keep }),
  };
}

function fieldOf(value: string): [role: (typeof shapeRoles)[number], column: string] {
  const at = value.indexOf("=");
  if (at < 1 || at === value.length - 1) throw wrong(reasons.field, { value });
  const name = value.slice(0, at);
  const role = shapeRoles.find((one) => one === name);
  if (role === undefined) throw wrong(reasons.role, { value: name, values: shapeRoles.join(", ") });
  return [role, value.slice(at + 1)];
}

const formats = ["jsonl", "csv", "parquet"] as const;

/** How and where rows are written. */
function written(values: Values): Pick<ConvertArguments, "format" | "gzip" | "out"> {
  const out = values.out === undefined || values.out === "-" ? null : values.out;
  const name = (out ?? "").toLowerCase();
  const isPacked = name.endsWith(".gz");
  const bare = isPacked ? name.slice(0, -".gz".length) : name;
  const format =
    oneOf("--to", values.to, formats) ?? formats.find((one) => bare.endsWith(`.${one}`)) ?? "jsonl";
  const gzip = isPacked || (values.gzip ?? false);
  if (gzip && format === "parquet") throw wrong(reasons.parquetGzip);
  return { format, gzip, out };
}
