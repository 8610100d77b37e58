import { z } from "zod";
import type { CommandLine } from "../../preload/contract/identity.ts";
import { type AskedFor, toolFailure, toolProblem } from "./command-line-failures.ts";
import { type Computer, findProgram } from "./programs.ts";
import { runProgram } from "./run.ts";

/** Who a tool has signed in. */
export interface ToolAccount {
  username: string;
  tenantId: string;
  /** The person's id in that directory, where their token says it. */
  objectId: string | null;
}

/** A token of a tool. `expiresAt` in milliseconds since the epoch. */
export interface ToolToken {
  token: string;
  expiresAt: number;
}

/** How long a tool may take, and what ends it before. */
export interface Asking {
  signal?: AbortSignal;
  milliseconds?: number;
}

/** The services that a tool is asked for a token to: those that the app itself asks for one, in each cloud, and no other. */
const audiences = new Set(
  ["com", "us", "cn"]
    .flatMap((cloud) => ["ai", "cognitiveservices", "ml"].map((name) => `https://${name}.azure.${cloud}`))
    .concat(
      "https://management.azure.com",
      "https://management.usgovcloudapi.net",
      "https://management.chinacloudapi.cn",
    ),
);

const tenant = z.guid();
const token = z.string().regex(/^[\x21-\x7e]{1,20000}$/);
const shown = z.string().regex(/^[^\p{Cc}\p{Cf}]{1,300}$/u);

/** What `az account show` says; service principals have their id as name. */
const azureCliAccount = z.object({ tenantId: tenant, user: z.object({ name: shown }) });
/** `expires_on`, in seconds, is there since 2.54; the local time that was there before is not to be relied on. */
const azureCliToken = z.object({ accessToken: token, tenant, expires_on: z.number().optional() });
const developerCliToken = z.object({ token, expiresOn: z.iso.datetime({ offset: true }) });
const tokenClaims = z.object({
  oid: z.guid().optional().catch(undefined),
  tid: tenant.optional().catch(undefined),
  upn: shown.optional().catch(undefined),
  preferred_username: shown.optional().catch(undefined),
  unique_name: shown.optional().catch(undefined),
  appid: shown.optional().catch(undefined),
});

/** Whether a tool is on this computer. Nothing is run. */
export const isInstalled = (tool: CommandLine, computer: Computer): boolean =>
  findProgram(tool, computer) !== null;

/**
 * Asks a tool who is signed in there, and has it give a token for the audience, which shows that the sign-in still holds.
 * Throws what keeps it from being used: `command_line_missing`, `command_line_signed_out`, `command_line_expired`,
 * `command_line_too_old`, `command_line_failed`, `sign_in_cancelled` and what a directory forbids.
 */
export async function askAccount(
  tool: CommandLine,
  audience: string,
  computer: Computer,
  asking: Asking = {},
): Promise<ToolAccount & ToolToken> {
  if (tool === "azure_cli") {
    const said = await ask(tool, ["account", "show", "--output", "json"], computer, asking);
    const { tenantId, user } = read(tool, azureCliAccount, said);
    const given = await askToken(tool, tenantId, audience, computer, asking);
    return { ...given, tenantId, username: user.name, objectId: claimsOf(given.token).oid ?? null };
  }
  // It tells nobody's name, but the token does.
  const given = await askToken(tool, null, audience, computer, asking);
  const { oid, tid, upn, preferred_username, unique_name, appid } = claimsOf(given.token);
  const username = upn ?? preferred_username ?? unique_name ?? appid;
  if (tid === undefined || username === undefined) {
    throw toolProblem("command_line_failed", tool);
  }
  return { ...given, tenantId: tid, username, objectId: oid ?? null };
}

/** Has a tool give a token of a directory, of its usual one where that is null. Throws what `askAccount` does. */
export async function askToken(
  tool: CommandLine,
  tenantId: string | null,
  audience: string,
  computer: Computer,
  asking: Asking = {},
): Promise<ToolToken> {
  if (!audiences.has(audience) || (tenantId !== null && !tenant.safeParse(tenantId).success)) {
    throw toolProblem("command_line_failed", tool);
  }
  const given = await ask(tool, questions[tool](audience, tenantId), computer, asking, {
    tenantId,
    audience,
  });
  if (tool === "azure_developer_cli") {
    const { token, expiresOn } = read(tool, developerCliToken, given);
    return { token, expiresAt: Date.parse(expiresOn) };
  }
  const { accessToken, expires_on: expiresOn, tenant: of } = read(tool, azureCliToken, given);
  if (expiresOn === undefined) throw toolProblem("command_line_too_old", tool);
  if (tenantId !== null && of.toLowerCase() !== tenantId.toLowerCase()) {
    throw toolProblem("command_line_failed", tool);
  }
  return { token: accessToken, expiresAt: expiresOn * 1000 };
}

const questions: Record<CommandLine, (audience: string, tenantId: string | null) => string[]> = {
  azure_cli: (audience, tenantId) => [
    ...["account", "get-access-token", "--resource", audience],
    ...(tenantId === null ? [] : ["--tenant", tenantId]),
    ...["--output", "json"],
  ],
  azure_developer_cli: (audience, tenantId) => [
    ...["auth", "token", "--scope", `${audience}/.default`],
    ...(tenantId === null ? [] : ["--tenant-id", tenantId]),
    ...["--output", "json", "--no-prompt"],
  ],
};

async function ask(
  tool: CommandLine,
  given: readonly string[],
  computer: Computer,
  asking: Asking,
  asked: AskedFor = {},
): Promise<string> {
  const program = findProgram(tool, computer);
  if (!program) throw toolProblem("command_line_missing", tool);
  const run = await runProgram(program, given, computer, asking);
  if (run.ended === "itself" && run.code === 0) return run.said;
  throw toolFailure(run, tool, asked);
}

/** What a tool said, in the form it should have. Throws `command_line_failed` without repeating it: it may hold a token. */
function read<Value>(tool: CommandLine, form: z.ZodType<Value>, said: string): Value {
  try {
    return form.parse(JSON.parse(said));
  } catch {
    throw toolProblem("command_line_failed", tool);
  }
}

/** What a token says of whom it is for; nothing where it is no JWT. It is not verified: only words are taken from it. */
export function claimsOf(token: string): z.infer<typeof tokenClaims> {
  try {
    return tokenClaims.parse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()));
  } catch {
    return {};
  }
}
