import { answersText } from "../../preload/answers-text.ts";
import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import type { Stage } from "../../preload/contract/doctor.ts";
import { streamChat } from "../foundry/chat/chat.ts";
import { probeChat } from "../foundry/chat/probe.ts";
import { listRoles } from "../foundry/deployments/arm.ts";
import { listDeployments } from "../foundry/deployments/list.ts";
import { weighRoles } from "../foundry/deployments/roles.ts";
import { dialectOf, spokenBy } from "../foundry/deployments/speaks.ts";
import { usualAudience } from "../foundry/endpoints/audience.ts";
import { isLoopback } from "../foundry/endpoints/hosts.ts";
import { understood } from "../foundry/endpoints/parse.ts";
import { diagnosisOf, FoundryError, problem } from "../foundry/error.ts";
import { isAddress } from "../foundry/http/reach.ts";
import type { Target } from "../foundry/http/send.ts";
import { tokenFacts } from "../foundry/http/token-facts.ts";
import { lookAtCertificate } from "./certificate-stage.ts";
import { type Examination, found, type Look, type Outcome, passed } from "./examination.ts";

/** Milliseconds. */
const minute = 60_000;

/** The stages of one run; each uses what those before it have found. */
export function stagesOf(examination: Examination, signal: AbortSignal): Record<Stage, Look> {
  const { network } = examination;
  const url = () => new URL(understood(examination.endpoint).endpoint);
  let proxy: string | null = null;
  let target: Target | null = null;
  let list: Awaited<ReturnType<typeof listDeployments>> | Diagnosis | null = null;
  let named: string | null = null;
  /** What a deployment has answered to when it was asked. */
  let answered: { deployment: string; dialect: DialectName } | null = null;

  const theTarget = () => {
    if (!target) throw problem("unexpected");
    return target;
  };

  /** The list, read once: several stages look at it. */
  const deployments = async () => {
    try {
      list ??= await listDeployments(theTarget(), { named, signal });
    } catch (error) {
      if (!(error instanceof FoundryError)) throw error;
      list = error.diagnosis;
    }
    return list;
  };

  /** What a deployment speaks, as it has answered, else as is told of it. */
  const spokenIn = (deployment: string): DialectName => {
    if (answered?.deployment === deployment) return answered.dialect;
    const listed =
      list && "deployments" in list ? list.deployments.find(({ name }) => name === deployment) : null;
    const speaks = listed?.speaks ?? spokenBy({ name: deployment }, theTarget().endpoint);
    return dialectOf(speaks) ?? "chat";
  };

  /**
   * What is asked for a token: a deployment that is listed and answers in text, or the one that was named. Chat comes first,
   * since models that Responses alone serves may take minutes.
   */
  const callable = () => {
    const all = list && "deployments" in list ? list.deployments.filter(answersText) : [];
    return (all.find(({ speaks }) => speaks.what === "chat") ?? all[0])?.name;
  };

  return {
    dns: async () => {
      const { hostname, href } = url();
      proxy = await network.proxyFor(href).catch(() => null);
      if (isLoopback(hostname) || isAddress(hostname)) return found("skipped", "dns_not_needed");
      try {
        return passed("dns_found", { addresses: (await network.addressesOf(hostname)).join(", ") });
      } catch (error) {
        if (isProxied(proxy)) return found("warning", "dns_by_proxy");
        throw problem("host_not_found", { host: hostname }, error);
      }
    },

    proxy: async () => {
      if (proxy === null) return found("warning", "proxy_unknown");
      return isProxied(proxy) ? passed("proxy_used", { proxy }) : passed("proxy_none");
    },

    tls: () => lookAtCertificate(network, url(), isProxied(proxy), signal),

    endpoint: async () => {
      const { connection, target: made } = await examination.plan();
      target = made;
      named = connection.deployment;
      return kindOf(made.endpoint);
    },

    credential: async () => {
      const { credential, endpoint } = theTarget();
      if (credential.kind === "api_key") {
        return passed("key_there", { header: credential.header ?? "api-key" });
      }
      if (credential.kind === "none") return passed("key_not_needed");
      const audience = usualAudience(new URL(endpoint.endpoint).hostname);
      const facts = tokenFacts(await credential.for(audience));
      const listed = await deployments();
      if ("code" in listed && listed.code === "wrong_directory") {
        const { directory = "" } = listed.parameters;
        const names = { tenant: facts.tenantId ?? "", directory };
        return { ...found("failed", "token_elsewhere", names), diagnosis: listed, isFatal: true };
      }
      return passed("token_given", {
        audience,
        tenant: facts.tenantId ?? "",
        minutes: facts.expiresAt === null ? "" : String(Math.round((facts.expiresAt - Date.now()) / minute)),
      });
    },

    role: async () => {
      if (theTarget().credential.kind !== "token") return found("skipped", "role_not_needed");
      const listed = await deployments();
      const missing = "code" in listed ? listed : undefined;
      const read = await readRoles(examination, signal).catch(() => null);
      const roles = { roles: read?.names.join(", ") ?? "", ...read?.whose };
      if (missing?.code === "role_missing") {
        // A role that is there and would be enough has been given a moment ago.
        const code = read?.calls === "yes" ? "role_enough" : "role_doubtful";
        return { state: "failed", diagnosis: missing, ...(read && { finding: { code, parameters: roles } }) };
      }
      if (read === null) return passed("role_unread");
      if (read.calls === "doubtful" || read.calls === "no") return found("warning", "role_doubtful", roles);
      return passed("role_enough", roles);
    },

    deployments: async () => {
      const listed = await deployments();
      if ("code" in listed) return { state: "failed", diagnosis: listed, isFatal: named === null };
      const count = String(listed.deployments.length);
      const usable = String(listed.deployments.filter(answersText).length);
      if (listed.deployments.length === 0) {
        return { state: "failed", diagnosis: diagnosisOf("no_deployments"), isFatal: true };
      }
      const isListed = listed.routes.some(({ answered }) => answered);
      return isListed
        ? passed("deployments_found", { count, usable })
        : found("warning", "deployments_named", { deployment: named ?? "" });
    },

    api: async () => {
      const deployment = callable() ?? named;
      if (!deployment) return found("skipped", "nothing_to_ask");
      const { route, dialect } = await probeChat(theTarget(), deployment, spokenIn(deployment), signal);
      answered = { deployment, dialect };
      return passed("api_answers", { route, deployment, dialect });
    },

    token: async () => {
      const deployment = callable() ?? named;
      if (!deployment) return found("skipped", "nothing_to_ask");
      return passed("token_streamed", {
        deployment,
        milliseconds: String(
          Math.round(await firstToken(theTarget(), deployment, spokenIn(deployment), signal)),
        ),
      });
    },
  };
}

const isProxied = (proxy: string | null): proxy is string => proxy !== null && !/^\s*DIRECT\b/i.test(proxy);

function kindOf({ kind, resource, project, origin }: UnderstoodEndpoint): Outcome {
  const host = new URL(origin).host;
  const names = { host, resource: resource ?? host, project: project ?? "" };
  if (kind === "machine_learning") return found("warning", "endpoint_machine_learning", names);
  return passed(`endpoint_${kind}`, names);
}

async function readRoles({ managed }: Examination, signal: AbortSignal) {
  const known = await managed();
  if (!known) return null;
  const { asked, resourceId } = known;
  const { objectId } = tokenFacts(await asked.credential.for(asked.audience));
  if (objectId === null) return null;
  const whose = { principal: objectId, scope: resourceId };
  return { ...weighRoles(await listRoles(asked, resourceId, objectId, signal)), whose };
}

/** Milliseconds to the first text or thought of the shortest answer there is; the rest is not waited for. */
async function firstToken(
  target: Target,
  deployment: string,
  dialect: DialectName,
  outer: AbortSignal,
): Promise<number> {
  const abort = new AbortController();
  const signal = AbortSignal.any([outer, abort.signal]);
  const messages = [{ role: "user" as const, content: "Say hello" }];
  const parameters = { maxTokens: 16, background: false };
  let sent = performance.now();
  try {
    for await (const event of streamChat(target, { deployment, dialect, messages, parameters, signal })) {
      if (event.type === "started") sent = event.sent;
      if (event.type === "text" || event.type === "reasoning") return event.at - sent;
      if (event.type !== "end") continue;
      // A model that thinks may spend all it was given before its first word: it has answered all the same.
      const { diagnosis } = event;
      if (diagnosis && diagnosis.code !== "limit_without_text") throw new FoundryError(diagnosis);
      return event.at - sent;
    }
    throw problem("stream_cut");
  } finally {
    abort.abort();
  }
}
