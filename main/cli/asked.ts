import { randomInt } from "node:crypto";
import { basename, dirname, extname, resolve } from "node:path";
import { fill } from "../../preload/strings/fill.ts";
import { measured } from "../../preload/strings/measured.ts";
import { type Bundle, unpack } from "../bundles/pack.ts";
import { formatOfFile, type PromptSet, plainTemplate, readPrompts } from "../series/prompts.ts";
import type { Thresholds } from "../series/thresholds.ts";
import { type Config, type ConnectionConfig, type Reach, readConfig, readReach } from "./config.ts";
import { CommandError } from "./failure.ts";
import { readInput, readTextFile, textIn } from "./files.ts";

/** What is to be asked, of whom, and what has to be reached. */
export interface Asked extends Pick<Bundle, "title" | "conditions" | "columns" | "prompts"> {
  /** How each deployment is reached, by the name it has in results. */
  deployments: Map<string, Reached>;
  thresholds: Thresholds;
  /** What a person should know of the prompts, though it stops nothing. */
  notes: string[];
}

/** One deployment: its own name, and where it is. */
interface Reached {
  deployment: string;
  connectionName: string;
  connection: ConnectionConfig;
}

/**
 * What a config or a bundle asks; for a bundle `connections` is the file that says how its deployments are reached.
 * Throws a `CommandError`, and for a bundle that cannot be read `import_refused`.
 */
export async function readAsked(input: string, connections: string | null): Promise<Asked> {
  const bytes = await readInput(input);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (isGzip) return again(await unpack(bytes), await reachIn(connections));
  if (connections !== null) throw new CommandError("notForConfig");
  return fromConfig(readConfig(textIn(bytes, input), input), input);
}

async function reachIn(file: string | null): Promise<Reach> {
  return file === null ? { connections: {}, thresholds: {} } : readReach(await readTextFile(file), file);
}

/** The same questions to the same columns. */
function again({ title, conditions, columns, prompts }: Bundle, reach: Reach): Asked {
  const aliases = [...new Set(columns.map(({ alias }) => alias))];
  const missing = aliases.filter((alias) => !Object.hasOwn(reach.connections, alias));
  if (missing.length > 0) throw new CommandError("aliasesMissing", { aliases: missing.join(", ") });
  const deployments = new Map(
    aliases.flatMap((alias) => {
      const found = reach.connections[alias];
      if (!found) return [];
      const { deployment = alias, ...connection } = found;
      return [[alias, { deployment, connectionName: alias, connection }]];
    }),
  );
  return { title, conditions, columns, prompts, deployments, thresholds: reach.thresholds, notes: [] };
}

async function fromConfig(config: Config, file: string): Promise<Asked> {
  const { repeats, warmUps, order, atOnce, seed = randomInt(2 ** 32) } = config;
  const deployments = new Map<string, Reached>();
  const columns = config.columns.map(({ connection: connectionName, deployment, ...own }, index) => {
    const connection = Object.hasOwn(config.connections, connectionName)
      ? config.connections[connectionName]
      : undefined;
    if (!connection) {
      throw new CommandError("connectionMissing", { alias: connectionName, place: String(index + 1) });
    }
    const reached = { deployment, connectionName, connection };
    const alias = freeAlias(own.alias ?? deployment, reached, deployments);
    deployments.set(alias, reached);
    return { id: `c${index + 1}`, alias, systemPrompt: own.systemPrompt, parameters: own.parameters };
  });
  const { notes, prompts } = await promptsOf(config, file);
  return {
    title: config.title ?? basename(file, extname(file)),
    conditions: { repeats, warmUps, order, atOnce, seed },
    columns,
    prompts: prompts.map((prompt, index) => ({ id: `p${index + 1}`, ...prompt })),
    deployments,
    thresholds: config.thresholds,
    notes,
  };
}

/** The name, or one beside it where another deployment has it already. */
function freeAlias(
  wanted: string,
  { deployment, connectionName }: Reached,
  taken: Map<string, Reached>,
): string {
  for (let number = 1; ; number += 1) {
    const alias =
      number === 1 ? wanted : `${wanted} (${connectionName}${number === 2 ? "" : ` ${number - 1}`})`;
    const other = taken.get(alias);
    if (!other || (other.deployment === deployment && other.connectionName === connectionName)) return alias;
  }
}

async function promptsOf(
  { prompts }: Config,
  config: string,
): Promise<Pick<Asked, "notes"> & { prompts: Pick<Bundle["prompts"][number], "text" | "variables">[] }> {
  if (Array.isArray(prompts)) return { notes: [], prompts: prompts.map((text) => ({ text, variables: {} })) };
  const file = resolve(dirname(config), prompts.file);
  const format = prompts.format ?? formatOfFile(file);
  const set = readPrompts(await readTextFile(file), format, prompts.template ?? plainTemplate);
  // Nobody watches, so nothing that is wrong is left out silently.
  const [wrong, notes] = [false, true].map((isKept) =>
    set.problems
      .filter(({ kind }) => (kind === "notAText") === isKept)
      .slice(0, 5)
      .map(inWords),
  ) as [string[], string[]];
  const missing =
    set.missing.length > 0 ? [fill(measured.promptVariables.missing, { names: set.missing.join(", ") })] : [];
  const reason = [...missing, ...wrong].join(" ");
  if (reason !== "") throw new CommandError("promptFile", { file: prompts.file, reason });
  if (set.prompts.length === 0) throw new CommandError("noPrompts");
  return { notes, prompts: set.prompts.map(({ text, variables }) => ({ text, variables })) };
}

const inWords = ({ kind, line, name }: PromptSet["problems"][number]): string =>
  fill(measured.promptProblems[kind], { line, name });
