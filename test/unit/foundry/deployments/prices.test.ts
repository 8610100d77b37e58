import { describe, expect, it } from "vitest";
import { type Meter, readMeters } from "../../../../main/foundry/deployments/price-list.ts";
import { costOf, isPaidByToken, type Priced, pricesIn } from "../../../../main/foundry/deployments/prices.ts";
import type { Fetch } from "../../../../main/foundry/http/send.ts";
import { diagnosisFrom } from "../server.ts";

/** A price as the app asks for it. */
const readPrices = async (fetch: Fetch, deployed: Priced & { region: string }, signal?: AbortSignal) =>
  isPaidByToken(deployed.sku) ? pricesIn(await readMeters(fetch, deployed.region, signal), deployed) : null;

/** A row as the list has it; names and units are those of the public list in 2026. */
const row = (
  productName: string,
  skuName: string,
  retailPrice: number,
  unitOfMeasure = "1K",
  more: object = {},
) => ({
  currencyCode: "USD",
  tierMinimumUnits: 0,
  retailPrice,
  unitPrice: retailPrice,
  armRegionName: "eastus2",
  location: "US East 2",
  effectiveStartDate: "2025-08-01T00:00:00Z",
  meterName: `${skuName} Tokens`,
  productName,
  skuName,
  serviceName: "Foundry Models",
  unitOfMeasure,
  type: "Consumption",
  isPrimaryMeterRegion: true,
  ...more,
});

const classic = "Azure OpenAI";
const five = "Azure OpenAI GPT5";
const rows = [
  row(classic, "gpt 4.1 Inp glbl", 0.002),
  row(classic, "gpt 4.1 cached Inp glbl", 0.0005),
  row(classic, "gpt 4.1 Outp glbl", 0.008),
  row(classic, "gpt 4.1 mini Inp glbl", 0.0004),
  row(classic, "gpt 4.1 mini cached Inp glbl", 0.0001),
  row(classic, "gpt 4.1 mini Outp glbl", 0.0016),
  row(classic, "gpt 4.1 mini Batch Inp glbl", 0.0002),
  row(classic, "gpt 4.1 mini Batch Outp glbl", 0.0008),
  row(classic, "gpt-4.1-mini-dev-ft inpt glbl", 0.9),
  row(classic, "gpt 4.1 mini Inp regnl", 0.000_528),
  row(classic, "gpt 4.1 mini cached Inp regnl", 0.000_132),
  row(classic, "gpt 4.1 mini Outp regnl", 0.002_112),
  row(classic, "gpt 4.1 mini Inp Data Zone", 0.000_44),
  row(classic, "gpt 4.1 mini cached Inp DZone", 0.000_11),
  row(classic, "gpt 4.1 mini Outp Data Zone", 0.001_76),
  row(classic, "gpt-4o-mini-0718-Inp-glbl", 0.000_15),
  row(classic, "gpt 4o mini 0718 cached Inp glbl", 0.000_075),
  row(classic, "gpt-4o-mini-0718-Outp-glbl", 0.0006),
  row(classic, "gpt-4o-mini-0718-FT-inp-glbl", 0.9),
  row(classic, "gpt-4o-aud-1217-txt Inp glbl", 0.9),
  row(classic, "gpt 4o 0513 Inp glbl", 0.005, "1K", { effectiveStartDate: "2024-06-01T00:00:00Z" }),
  row(classic, "gpt 4o 0513 Outp glbl", 0.015),
  row(classic, "gpt 4o 1120 Inp glbl", 0.0025),
  row(classic, "gpt 4o 1120 cached Inp glbl", 0.001_25),
  row(classic, "gpt 4o 1120 Outp glbl", 0.01),
  row("Azure OpenAI Reasoning", "o4-mini 0416 Inp glbl", 0.0011),
  row("Azure OpenAI Reasoning", "o4-mini 0416 Outp glbl", 0.0044),
  row(five, "GPT 5 Mini Inpt Glbl", 0.25, "1M"),
  row(five, "GPT 5 Mini cchd Inpt Glbl", 0.025, "1M"),
  row(five, "GPT 5 Mini outpt Glbl", 2, "1M"),
  row(five, "GPT 5 Mini pp Inpt Glbl", 0.45, "1M"),
  row(five, "5.4 inp Gl", 2.5, "1M"),
  row(five, "5.4 cd inp Gl", 0.25, "1M"),
  row(five, "5.4 opt Gl", 15, "1M"),
  row(five, "5.4 LongCo inp Gl", 5, "1M"),
  row(five, "5.5 ShortCo inp Gl", 5, "1M"),
  row(five, "5.5 ShortCo opt Gl", 30, "1M"),
  row("Azure Deepseek Models", "V3.2 Inp glbl", 0.000_58),
  row("Azure Deepseek Models", "V3.2 Outp glbl", 0.001_68),
  row(classic, "computer-use-inpt-glbl", 0.003),
  row(classic, "Provisioned Managed Global", 1, "1 Hour"),
];
const meters: Meter[] = rows;

describe("the prices of a deployment", () => {
  it.each([
    ["gpt-4.1", null, "GlobalStandard", 2, 0.5, 8],
    ["gpt-4.1-mini", "2025-04-14", "GlobalStandard", 0.4, 0.1, 1.6],
    ["gpt-4.1-mini", "2025-04-14", "Standard", 0.528, 0.132, 2.112],
    ["gpt-4.1-mini", "2025-04-14", "DataZoneStandard", 0.44, 0.11, 1.76],
    // Half, as the list's own meters of batches have it.
    ["gpt-4.1-mini", "2025-04-14", "GlobalBatch", 0.2, null, 0.8],
    ["gpt-4.1-mini", "2025-04-14", "DataZoneBatch", 0.22, null, 0.88],
    ["gpt-4o-mini", "2024-07-18", "GlobalStandard", 0.15, 0.075, 0.6],
    ["gpt-4o-mini", null, "GlobalStandard", 0.15, 0.075, 0.6],
    ["gpt-4o", "2024-11-20", "GlobalStandard", 2.5, 1.25, 10],
    ["gpt-4o", "2024-05-13", "GlobalStandard", 5, null, 15],
    ["o4-mini", "2025-04-16", "GlobalStandard", 1.1, null, 4.4],
    ["gpt-5-mini", "2025-08-07", "GlobalStandard", 0.25, 0.025, 2],
    ["gpt-5.4", "2026-03-05", "GlobalStandard", 2.5, 0.25, 15],
    ["gpt-5.5", "2026-04-24", "GlobalStandard", 5, null, 30],
    ["DeepSeek-V3.2", "1", "GlobalStandard", 0.58, null, 1.68],
  ])("%s %s on %s are found", (model, version, sku, input, cachedInput, output) => {
    expect(pricesIn(meters, { model, version, sku })).toEqual({
      currency: "USD",
      input,
      cachedInput,
      output,
    });
  });

  it.each([
    ["gpt-4o", null, "GlobalStandard"],
    ["gpt-4o", "2024-08-06", "GlobalStandard"],
    ["gpt-4.1-nano", null, "GlobalStandard"],
    ["gpt-5", null, "GlobalStandard"],
    ["gpt-4.1", null, "Standard"],
    ["gpt-4o", null, "GlobalBatch"],
    ["gpt-4.1-mini", null, "ProvisionedManaged"],
    ["mini", null, "GlobalStandard"],
    ["", null, "GlobalStandard"],
  ])("%s %s on %s are not told by guessing", (model, version, sku) => {
    expect(pricesIn(meters, { model, version, sku })).toBeNull();
  });

  it("are the newest, and none where two of a day differ", () => {
    const later = row(classic, "gpt 4.1 Inp glbl", 0.001, "1K", {
      effectiveStartDate: "2026-01-01T00:00:00Z",
    });
    const deployed = { model: "gpt-4.1", sku: "GlobalStandard" };
    expect(pricesIn([...meters, later], deployed)?.input).toBe(1);
    expect(pricesIn([...meters, { ...later, retailPrice: 0.003 }, later], deployed)).toBeNull();
  });
});

describe("the list", () => {
  const deployed = { model: "gpt-5-mini", version: null, sku: "GlobalStandard", region: "East US 2" };
  const reply = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

  /** Answers with these in turn, and keeps what was asked. */
  function list(...replies: Response[]) {
    const asked: { url: URL; init: RequestInit }[] = [];
    const fetch: Fetch = async (url, init) => {
      asked.push({ url: new URL(url), init });
      return replies.shift() ?? reply({}, 500);
    };
    return { asked, fetch };
  }

  it("is asked for a region without any credential, page by page", async () => {
    const next = "https://prices.azure.com:443/api/retail/prices?$skip=1000";
    const { asked, fetch } = list(
      reply({ Items: [...rows.slice(0, 28), { broken: true }, null], NextPageLink: next, Count: 30 }),
      reply({ Items: rows.slice(28), NextPageLink: null, Count: 12 }),
    );
    expect(await readPrices(fetch, deployed)).toEqual({
      currency: "USD",
      input: 0.25,
      cachedInput: 0.025,
      output: 2,
    });
    expect(asked.map(({ url }) => url.origin)).toEqual([
      "https://prices.azure.com",
      "https://prices.azure.com",
    ]);
    expect(asked[0]?.url.searchParams.get("$filter")).toBe(
      "serviceName eq 'Foundry Models' and armRegionName eq 'eastus2' and priceType eq 'Consumption'",
    );
    expect(asked[0]?.init).toMatchObject({
      headers: { accept: "application/json" },
      credentials: "omit",
      redirect: "manual",
    });
  });

  it("is not asked for what has no price by the token", async () => {
    const { asked, fetch } = list();
    expect(await readPrices(fetch, { ...deployed, sku: "ProvisionedManaged" })).toBeNull();
    expect(asked).toEqual([]);
  });

  it("keeps a region a name, whatever it holds", async () => {
    const { asked, fetch } = list(reply({ Items: [] }));
    await readPrices(fetch, { ...deployed, region: "x' or serviceName ne '" });
    expect(asked[0]?.url.searchParams.get("$filter")).toContain("armRegionName eq 'xorservicenamene'");
  });

  it("takes no row of another currency, of a reservation or of a higher tier", async () => {
    const others = [{ currencyCode: "EUR" }, { type: "Reservation" }, { tierMinimumUnits: 100 }];
    const { fetch } = list(
      reply({ Items: rows.flatMap((one) => others.map((more) => ({ ...one, ...more }))) }),
    );
    expect(await readPrices(fetch, deployed)).toBeNull();
  });

  it.each([
    [
      "another origin",
      [{ Items: [], NextPageLink: "https://prices.azure.com.evil.example/x" }],
      "redirect_refused",
    ],
    ["another scheme", [{ Items: [], NextPageLink: "http://prices.azure.com/x" }], "redirect_refused"],
    ["no list", [{ value: [] }], "reply_not_understood"],
    [
      "a list without an end",
      Array.from({ length: 40 }, () => ({ Items: [], NextPageLink: "https://prices.azure.com/x" })),
      "reply_not_understood",
    ],
    ["a failure", [], "service_failed"],
  ])("of %s is refused", async (_what, bodies, code) => {
    const { fetch } = list(...bodies.map((body) => reply(body)));
    expect((await diagnosisFrom(readPrices(fetch, deployed))).code).toBe(code);
  });

  it("can fail and be given up", async () => {
    const broken: Fetch = () =>
      Promise.reject(new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } }));
    expect((await diagnosisFrom(readPrices(broken, deployed))).code).toMatch(
      /connection_failed|host_not_found/,
    );
    const given = AbortSignal.abort();
    const aborted: Fetch = async (_url, { signal }) => {
      signal?.throwIfAborted();
      return reply({});
    };
    expect((await diagnosisFrom(readPrices(aborted, deployed, given))).code).toBe("cancelled");
  });
});

describe("the cost of an answer", () => {
  const prices = { currency: "USD", input: 2, cachedInput: 0.5, output: 8 };

  it("counts cached tokens by their own price, thinking with the answer", () => {
    const usage = { prompt: 1_000, cached: 400, completion: 500, reasoning: 300 };
    expect(costOf(usage, prices).amount).toBeCloseTo((600 * 2 + 400 * 0.5 + 500 * 8) / 1e6, 12);
    expect(costOf(usage, { ...prices, cachedInput: null }).amount).toBeCloseTo(
      (1_000 * 2 + 500 * 8) / 1e6,
      12,
    );
  });

  it("says its currency, and when a person has typed the price", () => {
    const usage = { prompt: 1_000_000, cached: 0, completion: 0, reasoning: 0 };
    expect(costOf(usage, prices)).toEqual({ amount: 2, currency: "USD" });
    expect(costOf(usage, { ...prices, currency: "EUR", isTyped: true })).toEqual({
      amount: 2,
      currency: "EUR",
      isTyped: true,
    });
  });

  it("is never less than nothing", () => {
    expect(costOf({ prompt: 10, cached: 50, completion: 0, reasoning: 0 }, prices).amount).toBeCloseTo(
      5e-6,
      12,
    );
    expect(costOf({ prompt: 0, cached: 0, completion: 0, reasoning: 0 }, prices).amount).toBe(0);
  });
});
