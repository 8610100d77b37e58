import type { Dialect } from "./dialect.ts";
import { type Package, samplesBy } from "./sample-sources.ts";

/** What of the openai package asks a question: the method, the end of its path, and how answers are printed. */
interface Asks extends Pick<Package, "method" | "python" | "typescript"> {
  path: RegExp;
  /** Paths with an api-version that its client for Azure asks as they stand: in others it puts a deployment. */
  ofAzure: RegExp;
}

/** Samples of requests with the openai package, for a dialect with these routes. They throw `deployment_not_found`. */
export const openAiSamples =
  (routes: Dialect["routes"], asks: Asks): Dialect["samples"] =>
  (request) =>
    samplesBy(routes(request.target, request.deployment), (url) => openAiPackage(url, asks), request);

function openAiPackage(url: URL, { path, ofAzure, ...asks }: Asks): Package {
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
