import type { Input } from "../../../../preload/contract/index.ts";
import type { NotHere, Overlap, TrialWeight } from "../../../../preload/contract/tuned-models.ts";
import type { TuningJob } from "../../../../preload/contract/tuning-jobs.ts";
import type { Price } from "../../../../preload/contract/tuning-plans.ts";
import type { Datasets } from "../../../datasets/datasets.ts";
import type { TokenPrices } from "../../../foundry/deployments/prices.ts";
import { problem } from "../../../foundry/error.ts";
import { questionIn } from "../../../graders/graders.ts";
import type { ModelFacts } from "../facts.ts";
import type { Resources } from "../resources.ts";
import { developerSku, isDeveloper } from "../skus.ts";

type Asked = Input<"trials.weigh">;

export interface WeighParts {
  datasets: Pick<Datasets, "draw" | "open">;
  resources: Pick<Resources, "hasManagement">;
  /** Throws `not_found`. */
  job(id: string): TuningJob;
  factsOf(model: string): ModelFacts;
  /** The model that a tuned one was tuned from first. */
  baseOf(model: string): string;
  /** Rows of a dataset that a job's models, or those they were tuned from, have learned. */
  overlap(jobId: string, datasetId: string, part: Asked["part"], version: number | null): Promise<Overlap>;
  /**
   * What a million tokens of a model cost, by list or typed prices, and under which deployment's name one may be typed;
   * null where that is not known.
   */
  tokenPrice(connectionId: string, model: string): Promise<{ price: TokenPrices | null; pricedAs: string }>;
}

/** Minutes that a deployment takes until it answers, and is gone again (what Microsoft's pages say of the wait, with room). */
const minutesPerDeployment = 8;

/** Seconds of an answer, of which four are waited for at the same time. */
const secondsPerAnswer = 4;

/** Characters of a token, where the dataset's tokens were not counted. */
const usualCharacters = 4;

/** Tokens of an answer, where the rows have none to go by. */
const usualAnswer = 250;

/** What a trial would be: rows, tokens, amount, time, and why it cannot be. */
export function createWeighing(parts: WeighParts) {
  const { datasets, resources, job, factsOf, baseOf, overlap, tokenPrice } = parts;

  /** Where a trial's candidates are deployed. Throws `not_found` where their resource is no longer connected. */
  const place = (input: Asked) => {
    const { connectionId, model } = job(input.jobId);
    if (connectionId === null) throw problem("not_found");
    const facts = factsOf(baseOf(model));
    return { connectionId, facts, format: facts.deploy.format ?? "" };
  };

  /** Rows that can be asked, and what they overlap with. */
  const asked = async (input: Asked, version: number | null) => {
    const [found, drawn] = await Promise.all([
      overlap(input.jobId, input.datasetId, input.part, version),
      datasets.draw(input.datasetId, { version, part: input.part, rows: input.rows, seed: input.seed }),
    ]);
    const rows = drawn.filter(({ text }) => questionIn(text) !== null);
    return { overlap: found, rows, why: whyNot(input, rows.length) };
  };

  const whyNot = (input: Asked, rows: number): NotHere | null => {
    const { connectionId } = job(input.jobId);
    if (connectionId === null) return "not_connected";
    if (rows === 0) return "no_rows";
    if (input.candidates.every(({ kind }) => kind === "base")) return null;
    const { deploy } = place(input).facts;
    if (deploy.way === "portal") return "portal_only";
    if (!resources.hasManagement(connectionId)) return "key_only";
    if (deploy.way === "unknown" || deploy.format === null) return "format_unknown";
    return input.sku === null && !deploy.types.some(isDeveloper) ? "no_developer" : null;
  };

  /** The deployment types, the one that costs least first. */
  const typesOf = ({ deploy, hosting }: ModelFacts): TrialWeight["types"] =>
    deploy.types
      .map((sku) => ({
        sku,
        hosting: isDeveloper(sku) ? null : (hosting satisfies Price | null),
        isFree: isDeveloper(sku),
      }))
      .sort((one, other) => Number(other.isFree) - Number(one.isFree));

  return {
    place,
    asked,
    weigh: async (input: Asked): Promise<TrialWeight> => {
      const { connectionId, model } = job(input.jobId);
      const facts = factsOf(baseOf(model));
      const [{ overlap: found, rows, why }, { tokens, dataset }] = await Promise.all([
        asked(input, null),
        datasets.open({ id: input.datasetId }),
      ]);
      const perToken =
        tokens && tokens.tokens > 0 && dataset.size > 0 ? dataset.size / tokens.tokens : usualCharacters;
      const counted = rows.map(({ text }) => {
        const question = questionIn(text);
        const prompt = question?.messages.reduce((sum, { content }) => sum + content.length, 0) ?? 0;
        return {
          prompt: prompt / perToken,
          answer: question?.reference === null ? usualAnswer : (question?.reference ?? "").length / perToken,
        };
      });
      const sum = (of: "prompt" | "answer") => Math.round(counted.reduce((total, one) => total + one[of], 0));
      const [prompt, answer] = [sum("prompt"), sum("answer")];
      const made = input.candidates.filter(({ kind }) => kind !== "base").length;
      const sku =
        input.sku ?? (facts.deploy.types.some(isDeveloper) ? developerSku : (facts.deploy.types[0] ?? ""));
      const base = baseOf(model);
      const { price, pricedAs } =
        connectionId === null ? { price: null, pricedAs: base } : await tokenPrice(connectionId, base);
      const asking = (input.candidates.length * rows.length * secondsPerAnswer) / 4 / 60;
      const minutes = Math.ceil(made * minutesPerDeployment + asking);
      // Nobody says how a begun hour is billed: it counts as a whole one.
      const hours = Math.ceil(Math.max(1, minutes / Math.max(1, made) / 60)) * made;
      const isPaid = made > 0 && !isDeveloper(sku);
      const hosting = isPaid ? facts.hosting && hours * facts.hosting.amount : 0;
      const forTokens =
        price && (input.candidates.length * (prompt * price.input + answer * price.output)) / 1_000_000;
      const isSame = !isPaid || !price || !facts.hosting || facts.hosting.currency === price.currency;
      return {
        candidates: input.candidates.map((candidate) => ({ ...candidate, tokens: prompt + answer })),
        rows: rows.length,
        cost: {
          total: forTokens === null || hosting === null || !isSame ? null : forTokens + hosting,
          // What a model that grades reads and says is not known.
          isWhole: input.judge === null,
          pricedAs,
          currency: price?.currency ?? facts.hosting?.currency ?? null,
          hosting,
          asking: forTokens,
          prices: price && {
            input: price.input,
            output: price.output,
            from: price.isTyped ? "typed" : "public",
          },
        },
        minutes,
        sku,
        types: typesOf(facts),
        why: found.same + found.near > 0 ? "overlaps" : why,
        overlap: found,
      };
    },
  };
}
