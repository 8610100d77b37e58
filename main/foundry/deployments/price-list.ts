import { z } from "zod";
import { FoundryError, problem } from "../error.ts";
import { diagnoseAnswer } from "../http/diagnosis.ts";
import { type Context, writeRequest } from "../http/exchange.ts";
import { diagnoseFailure } from "../http/failure.ts";
import { type Fetch, readJson } from "../http/send.ts";

/** One meter of the public price list, as far as it is used. */
export interface Meter {
  productName: string;
  skuName: string;
  /** In US dollars, for `unitOfMeasure`. */
  retailPrice: number;
  unitOfMeasure: string;
  effectiveStartDate: string;
}

const address = "https://prices.azure.com/api/retail/prices";

const meter = z.object({
  productName: z.string(),
  skuName: z.string(),
  retailPrice: z.number().nonnegative(),
  unitOfMeasure: z.string(),
  effectiveStartDate: z.string(),
  tierMinimumUnits: z.literal(0),
  type: z.literal("Consumption"),
  currencyCode: z.literal("USD"),
});
const page = z.object({ Items: z.array(z.unknown()), NextPageLink: z.string().nullish() });

/** A region has some thousand meters of models, a thousand to a page. */
const pageLimit = 30;
const patience = 30_000;

/**
 * The meters of models in a region (`eastus2`, or `East US 2` as the service's headers have it), from Azure's public
 * retail price list (Azure Retail Prices REST API). No credential is sent. Pages are followed on the same origin only.
 * Throws a FoundryError when the list cannot be had.
 */
export async function readMeters(fetch: Fetch, region: string, signal?: AbortSignal): Promise<Meter[]> {
  const name = region.toLowerCase().replace(/[^a-z0-9]/g, "");
  const first = new URL(address);
  first.searchParams.set("currencyCode", "USD");
  // Case matters to the list.
  const filter = `serviceName eq 'Foundry Models' and armRegionName eq '${name}' and priceType eq 'Consumption'`;
  first.searchParams.set("$filter", filter);

  const meters: Meter[] = [];
  let url = first;
  for (let pages = 0; pages < pageLimit; pages += 1) {
    const { Items, NextPageLink } = await readPage(fetch, url, signal);
    meters.push(...Items.flatMap((item) => meter.safeParse(item).data ?? []));
    if (!NextPageLink) return meters;
    url = new URL(NextPageLink, url);
    if (url.origin !== first.origin) throw problem("redirect_refused", { host: first.host });
  }
  throw problem("reply_not_understood");
}

async function readPage(
  fetch: Fetch,
  url: URL,
  given: AbortSignal | undefined,
): Promise<z.output<typeof page>> {
  const timeout = AbortSignal.timeout(patience);
  const signal = given ? AbortSignal.any([given, timeout]) : timeout;
  const headers = { accept: "application/json" };
  const context: Context = {
    host: url.host,
    path: url.pathname,
    secrets: [],
    sent: writeRequest("GET", url, headers, undefined),
  };
  try {
    const reply = await fetch(url.href, { headers, redirect: "manual", credentials: "omit", signal });
    if (!reply.ok) throw new FoundryError(diagnoseAnswer(reply.status, reply.headers, "", context));
    const parsed = page.safeParse(await readJson(reply, signal));
    if (!parsed.success) throw problem("reply_not_understood");
    return parsed.data;
  } catch (error) {
    if (given?.aborted) throw problem("cancelled");
    if (error instanceof FoundryError) throw error;
    if (timeout.aborted) throw problem("timed_out", { host: url.host, seconds: String(patience / 1000) });
    throw new FoundryError(diagnoseFailure(error, context));
  }
}
