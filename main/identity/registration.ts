import { closeSync, fstatSync, openSync, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { guidOrName } from "../../preload/contract/fields.ts";
import type { Registration, RegistrationSource } from "../../preload/contract/identity.ts";
import { isOpenOnWindows } from "./windows-access.ts";

/** What names the app to Microsoft Entra. Each is missing where nobody has set it. */
export type RegistrationValues = Partial<
  Record<"clientId" | "tenantId" | "authority", string> & { knownAuthorities: string[] }
>;

const address = z.url({ protocol: /^https$/ }).max(500);
const values = z.object({
  clientId: guidOrName.optional(),
  tenantId: guidOrName.optional(),
  authority: address.optional(),
  knownAuthorities: z.array(z.string().max(300)).optional(),
});
/** The administrator's file: what it marks as enforced cannot be changed by the environment. */
const policy = values.extend({ enforced: z.array(z.string()).optional() });

/** Where the administrator's file is on a system. */
export function policyFile(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === "win32") return join(env.ProgramData ?? "C:\\ProgramData", "Assay", "policy.json");
  return platform === "darwin" ? "/Library/Application Support/Assay/policy.json" : "/etc/assay/policy.json";
}

/**
 * What is in force, and where each value is from: the environment before the administrator's file before the settings,
 * except what the file enforces. A file that ordinary users can write, or that cannot be read, is ignored with a warning.
 */
export function readRegistration(
  env: NodeJS.ProcessEnv,
  file: string,
  settings: RegistrationValues,
): Registration {
  const { policy: given, warning } = readPolicy(file);
  const environment = fromEnvironment(env);
  const enforced = given.enforced ?? [];
  const typed = fromSettings(settings);
  const pick = <Value>(
    name: keyof RegistrationValues,
    of: (values: RegistrationValues) => Value | undefined,
  ) => {
    const sources: [RegistrationSource, Value | undefined][] = [
      ["policy", enforced.includes(name) ? of(given) : undefined],
      ["environment", of(environment)],
      ["policy", of(given)],
      ["settings", of(typed)],
    ];
    const [from, value] = sources.find(([, value]) => value !== undefined) ?? [null, undefined];
    return { value: value ?? null, from };
  };
  return {
    clientId: pick("clientId", ({ clientId }) => clientId),
    tenantId: pick("tenantId", ({ tenantId }) => tenantId),
    authority: pick("authority", ({ authority }) => authority),
    knownAuthorities: pick("knownAuthorities", ({ knownAuthorities }) => knownAuthorities),
    warning,
  };
}

function fromEnvironment(env: NodeJS.ProcessEnv): RegistrationValues {
  const list = env.ASSAY_KNOWN_AUTHORITIES?.split(/[\s,]+/).filter(Boolean);
  const read = values.safeParse({
    ...(env.ASSAY_CLIENT_ID && { clientId: env.ASSAY_CLIENT_ID }),
    ...(env.ASSAY_TENANT_ID && { tenantId: env.ASSAY_TENANT_ID }),
    ...(env.ASSAY_AUTHORITY && { authority: env.ASSAY_AUTHORITY }),
    ...(list?.length && { knownAuthorities: list }),
  });
  return read.success ? definedOf(read.data) : {};
}

/** What somebody else has written into the settings counts as not set. */
function fromSettings({ clientId, tenantId }: RegistrationValues): RegistrationValues {
  const proper = (value: string | undefined) => guidOrName.optional().catch(undefined).parse(value);
  return definedOf({ clientId: proper(clientId), tenantId: proper(tenantId) });
}

type Policy = RegistrationValues & { enforced?: string[] | undefined };

function readPolicy(file: string): { policy: Policy; warning: Registration["warning"] } {
  let opened: number;
  try {
    opened = openSync(file, "r");
  } catch (error) {
    const isThere = !/^(ENOENT|ENOTDIR)$/.test((error as NodeJS.ErrnoException).code ?? "");
    return { policy: {}, warning: isThere ? "unreadable" : null };
  }
  try {
    // What is looked at is what is read: nobody can put another in its place in between.
    const isWritable =
      process.platform === "win32"
        ? isOpenOnWindows(file, "file") || isOpenOnWindows(dirname(file), "folder")
        : isOpen(fstatSync(opened)) || isOpen(statSync(dirname(file)));
    if (isWritable) return { policy: {}, warning: "writable" };
    const { enforced, ...rest } = policy.parse(JSON.parse(readFileSync(opened, "utf8")));
    return { policy: { ...definedOf(rest), enforced }, warning: null };
  } catch {
    return { policy: {}, warning: "unreadable" };
  } finally {
    closeSync(opened);
  }
}

/** Whether ordinary users can write a file or folder. */
const isOpen = ({ mode, uid }: Stats) => (mode & 0o022) !== 0 || uid !== 0;

const definedOf = (read: z.infer<typeof values>): RegistrationValues =>
  Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
