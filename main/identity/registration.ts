import { closeSync, fstatSync, openSync, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { guidOrName } from "../../preload/contract/fields.ts";
import type { RefusedValue, Registered, Registration } from "../../preload/contract/identity.ts";
import { textOf } from "../../preload/decode.ts";
import { registrationNames } from "../../preload/registration-names.ts";
import { asObject, type JsonObject, parseJson } from "../foundry/json.ts";
import { type RegistrationValues, type ValueName, type Values, valuesIn } from "./registration-values.ts";
import { isOpenOnWindows } from "./windows-access.ts";

/** Where the administrator's file is on a system. */
export function policyFile(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === "win32") return join(env.ProgramData ?? "C:\\ProgramData", "Assay", "policy.json");
  return platform === "darwin" ? "/Library/Application Support/Assay/policy.json" : "/etc/assay/policy.json";
}

/**
 * What is in force, and where each value is from: the environment before the administrator's file before the settings,
 * except what the file enforces. A file that ordinary users can write, or that cannot be read, is ignored with a warning; a
 * value that cannot be used is named, and does not keep the others from being used.
 */
export function readRegistration(
  env: NodeJS.ProcessEnv,
  file: string,
  settings: RegistrationValues,
): Registration {
  const { policy, warning } = readPolicy(file);
  const environment = valuesIn(variablesIn(env), "environment", variables);
  const typed = fromSettings(settings);
  const pick = <Name extends ValueName>(name: Name): Registered<NonNullable<RegistrationValues[Name]>> => {
    // Nobody else's counts for one that is enforced, also where it cannot be used itself.
    if (policy.enforced.has(name)) return { value: policy.values[name] ?? null, from: "policy" };
    const sources = [
      { from: "environment", value: environment.values[name] },
      { from: "policy", value: policy.values[name] },
      { from: "settings", value: typed[name] },
    ] as const;
    const found = sources.find(({ value }) => value !== undefined);
    return { value: found?.value ?? null, from: found?.from ?? null };
  };
  return {
    clientId: pick("clientId"),
    tenantId: pick("tenantId"),
    authority: pick("authority"),
    knownAuthorities: pick("knownAuthorities"),
    resourceManager: pick("resourceManager"),
    warning,
    refused: [...environment.refused, ...policy.refused],
  };
}

const variables: Record<ValueName, string> = {
  clientId: "ASSAY_CLIENT_ID",
  tenantId: "ASSAY_TENANT_ID",
  authority: "ASSAY_AUTHORITY",
  knownAuthorities: "ASSAY_KNOWN_AUTHORITIES",
  resourceManager: "ASSAY_RESOURCE_MANAGER",
};

/** What the environment's variables hold. One that is empty is not set; `set NAME=value ` leaves a space on Windows. */
function variablesIn(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const given = registrationNames.map((name) => {
    const text = env[variables[name]]?.trim() || null;
    return [name, name === "knownAuthorities" ? (text?.split(/[\s,;]+/).filter(Boolean) ?? null) : text];
  });
  return Object.fromEntries(given);
}

/** What somebody else has written into the settings counts as not set. */
function fromSettings({ clientId, tenantId }: RegistrationValues): RegistrationValues {
  const isProper = (value: string | undefined): value is string => guidOrName.safeParse(value).success;
  return { ...(isProper(clientId) && { clientId }), ...(isProper(tenantId) && { tenantId }) };
}

interface Policy extends Values {
  /** What only the administrator's file may set. */
  enforced: ReadonlySet<string>;
}

function readPolicy(file: string): { policy: Policy; warning: Registration["warning"] } {
  const nothing = { values: {}, refused: [], enforced: new Set<string>() };
  let opened: number;
  try {
    opened = openSync(file, "r");
  } catch (error) {
    const isThere = !/^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? "");
    return { policy: nothing, warning: isThere ? "unreadable" : null };
  }
  try {
    // What is looked at is what is read: nobody can put another in its place in between.
    const isWritable =
      process.platform === "win32"
        ? isOpenOnWindows(file, "file") || isOpenOnWindows(dirname(file), "folder")
        : isOpen(fstatSync(opened)) || isOpen(statSync(dirname(file)));
    if (isWritable) return { policy: nothing, warning: "writable" };
    const given = asObject(parseJson(textOf(readFileSync(opened))));
    return given ? { policy: policyIn(given), warning: null } : { policy: nothing, warning: "unreadable" };
  } catch {
    return { policy: nothing, warning: "unreadable" };
  } finally {
    closeSync(opened);
  }
}

const enforcedNames = z.array(z.enum(registrationNames)).nullish();

function policyIn({ enforced, ...given }: JsonObject): Policy {
  const { values, refused } = valuesIn(given, "policy");
  const unknown = Object.keys(given).filter((name) => !registrationNames.some((known) => known === name));
  const set = Object.keys(given).filter((name) => given[name] !== null);
  const named = enforcedNames.safeParse(enforced);
  const refuse = (name: string, wants: RefusedValue["wants"]): RefusedValue[] => [
    { name, entry: null, from: "policy", wants },
  ];
  return {
    values,
    refused: [
      ...refused,
      ...unknown.flatMap((name) => refuse(name, "known_name")),
      ...(named.success ? [] : refuse("enforced", "enforced")),
    ],
    // Which ones were meant cannot be told: rather too many than one that was meant.
    enforced: new Set(named.success ? named.data?.filter((name) => set.includes(name)) : set),
  };
}

/** Whether ordinary users can write a file or folder. */
const isOpen = ({ mode, uid }: Stats) => (mode & 0o022) !== 0 || uid !== 0;
