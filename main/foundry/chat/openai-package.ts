import type { Package } from "./sample-sources.ts";

/** What of the openai package asks a question: the method, the end of its path, and how answers are printed. */
interface Asks extends Pick<Package, "method" | "python" | "typescript"> {
  path: RegExp;
  /** Paths with an api-version that its client for Azure asks as they stand: in others it puts a deployment. */
  ofAzure: RegExp;
}

/** How the openai package asks at an address. */
export function openAiPackage(url: URL, { path, ofAzure, ...asks }: Asks): Package {
  const version = ofAzure.test(url.pathname) ? url.searchParams.get("api-version") : null;
  return {
    ...asks,
    names: { python: "openai", typescript: "openai" },
    client: version === null ? "OpenAI" : "AzureOpenAI",
    baseUrl: url.origin + url.pathname.replace(path, ""),
    version,
    keyHeader: version === null ? "authorization" : "api-key",
    headers: {},
  };
}
