import type { Understanding, UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import { isLoopback, knownSuffix } from "./credentials.ts";
import { diagnosisOf } from "./error.ts";

/**
 * Reads an endpoint as people paste it: with or without scheme, a trailing slash, the path of a route or a
 * query. Gives what it is and the part that is kept, or a diagnosis of why it is none.
 * Shapes: Foundry endpoints overview, Azure OpenAI api-version lifecycle.
 */
export function understandEndpoint(text: string): Understanding {
  const url = parse(text.trim());
  if (!url) return { ok: false, diagnosis: diagnosisOf("endpoint_invalid") };
  if (url.username !== "" || url.password !== "") {
    return { ok: false, diagnosis: diagnosisOf("endpoint_invalid") };
  }
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
    return { ok: false, diagnosis: diagnosisOf("endpoint_not_https", { host: url.host }) };
  }
  return { ok: true, endpoint: pieces(url) };
}

/** A text without a scheme is taken as https; one with another scheme than http and https is no endpoint. */
function parse(text: string): URL | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === "" || /\s/.test(text) || !URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}

/** Where a base ends and a route begins; what comes after is not kept. */
const route = /\/(openai(\/.*)?|models(\/(chat|embeddings|info).*)?|(chat|v1)\/.*)$/i;
const projectPath = /^(.*)\/api\/projects\/([^/]+)/i;

function pieces(url: URL): UnderstoodEndpoint {
  const trimmed = url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  const [whole, , name] = projectPath.exec(trimmed) ?? [];
  const path = whole ?? trimmed.replace(route, "");
  const suffix = knownSuffix(url.hostname);
  return {
    kind:
      name !== undefined ? "project" : isLoopback(url.hostname) ? "local" : suffix ? "resource" : "unknown",
    endpoint: url.origin + path,
    resource: suffix ? url.hostname.slice(0, -suffix.length) : null,
    project: name === undefined ? null : decode(name),
    path: path || "/",
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
