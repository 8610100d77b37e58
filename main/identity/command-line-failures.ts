import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import type { CommandLine } from "../../preload/contract/identity.ts";
import { endingOf } from "../../preload/cut.ts";
import { diagnosisOf, FoundryError, problem } from "../foundry/error.ts";
import type { Run } from "./run.ts";

/** What a tool was asked a token for. */
export interface AskedFor {
  /** The directory; the tool's usual one where null. */
  tenantId?: string | null;
  audience?: string;
}

/** What a tool is called, and how one signs in to it (reference pages of both tools). */
function namesOf(tool: CommandLine, { tenantId, audience }: AskedFor): Record<"tool" | "command", string> {
  const isAzureCli = tool === "azure_cli";
  const parts = [
    isAzureCli ? "az login" : "azd auth login",
    tenantId && `${isAzureCli ? "--tenant" : "--tenant-id"} ${tenantId}`,
    audience && `--scope ${audience}/.default`,
  ];
  return {
    tool: isAzureCli ? "Azure CLI" : "Azure Developer CLI",
    command: parts.filter(Boolean).join(" "),
  };
}

/** A failure of a tool, with its name and the command that signs in to it for what was asked. */
export const toolProblem = (
  code: DiagnosisCode,
  tool: CommandLine,
  asked: AskedFor = {},
  more: Record<string, string> = {},
): FoundryError => problem(code, { ...namesOf(tool, asked), ...more });

/** What the tools complain of, in their own words or the sign-in service's (sources of both tools; Entra error reference). */
const complaints: [RegExp, DiagnosisCode][] = [
  [
    /unrecognized arguments|invalid choice|misspelled or not recognized|unknown (flag|command|shorthand)/i,
    "command_line_too_old",
  ],
  // Conditional Access and security defaults.
  [/AADSTS53\d{3,4}\b/, "sign_in_blocked"],
  [/AADSTS(90002|900023)\b/, "directory_not_found"],
  // The account, the service or the tool is not known in this directory.
  [/AADSTS(50020|50034|50059|90072|500011|650052|650057|700016)\b/, "command_line_refused"],
  [
    /AADSTS\d{5,7}\b|invalid_grant|interaction_required|interactive authentication is needed|reauthentication required/i,
    "command_line_expired",
  ],
  [/az login|azd auth login|not logged in|no subscription found/i, "command_line_signed_out"],
  // Python's urllib3, and Go's net/http.
  [/407 Proxy|Proxy Authentication Required/i, "proxy_wants_sign_in"],
  [/Tunnel connection failed/i, "proxy_refused"],
  [/ProxyError|proxyconnect/i, "proxy_not_reached"],
  [
    /max retries|connection ?error|name resolution|failed to resolve|getaddrinfo|no such host|dial tcp|timed? ?out|certificate verify failed/i,
    "sign_in_offline",
  ],
];

/** Whom the tools ask for a token. */
const signInHost = "login.microsoftonline.com";

/** Anything like a token: what a tool complains of should hold none, but is shown. */
const tokens = /\beyJ[\w.-]+|\b[\w-]{80,}/g;

/** The diagnosis of a tool that gave no token. */
export function toolFailure(run: Run, tool: CommandLine, asked: AskedFor): FoundryError {
  if (run.ended === "cancelled") return problem("sign_in_cancelled");
  if (run.ended === "not_started") return toolProblem("command_line_missing", tool);
  if (run.ended !== "itself") {
    const { parameters } = toolProblem("command_line_failed", tool, asked).diagnosis;
    return new FoundryError(diagnosisOf("command_line_failed", parameters, { code: run.ended, message: "" }));
  }
  const words = wordsOf(run.complained);
  const code =
    complaints.find(([pattern]) => pattern.test(`${words}\n${run.said}`))?.[1] ?? "command_line_failed";
  // Who is not signed in at all signs in to the directory; the rest follows from that.
  const wanted = code === "command_line_signed_out" ? { tenantId: asked.tenantId ?? null } : asked;
  const message = endingOf(words.replace(tokens, "•••"), 2000).trim();
  const parameters = { ...namesOf(tool, wanted), host: signInHost };
  return new FoundryError(diagnosisOf(code, parameters, { message }));
}

/** What a tool complained of. The Azure Developer CLI wraps each line in JSON when it is asked for JSON. */
function wordsOf(complained: string): string {
  const lines = complained.split("\n").map((line) => {
    try {
      const message: unknown = JSON.parse(line)?.data?.message;
      return typeof message === "string" ? message.trim() : line;
    } catch {
      return line;
    }
  });
  return lines.join("\n");
}
