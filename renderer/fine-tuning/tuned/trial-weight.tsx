import { useEffect, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { Input } from "../../../preload/contract/index.ts";
import type { TrialWeight } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { moneyText, PriceDialog, sumText } from "../../prices/index.ts";
import { Radios } from "../../ui/radios.tsx";
import { SetPrice } from "../price.tsx";
import { candidateKey, candidateName } from "./candidates.ts";
import { OverlapNote } from "./overlap.tsx";
import { skuName } from "./sku-name.ts";
import { act } from "./state.ts";

const words = tunedModels.trial;
/** Milliseconds of silence before what is chosen is weighed. */
const pause = 300;

export type TrialInput = Input<"trials.weigh">;

/** What a trial would cost, worked out when what is chosen has rested for a moment. */
export function useWeight(input: TrialInput | null, priced: number) {
  const [found, setFound] = useState<{ weight: TrialWeight | null; unweighed: Diagnosis | null }>({
    weight: null,
    unweighed: null,
  });
  const asked = input === null ? null : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: weighed again when a price was typed.
  useEffect(() => {
    setFound({ weight: null, unweighed: null });
    if (asked === null) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await window.assay["trials.weigh"](JSON.parse(asked));
      if (isOld) return;
      setFound({
        weight: answer.ok ? answer.data : null,
        unweighed: answer.ok ? null : answer.error.diagnosis,
      });
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [asked, priced]);
  return found;
}

interface WeightProps {
  input: TrialInput;
  weight: TrialWeight;
  /** Where the candidates are, and what is tuned. */
  connectionId: string | null;
  model: string;
  onSku: (sku: string) => void;
  onPriced: () => void;
}

/** What a trial costs and how long it takes, or why it cannot be. */
export function Weight(
  props: Omit<WeightProps, "input" | "weight"> & {
    input: TrialInput | null;
    weight: TrialWeight | null;
    isWaiting: boolean;
  },
) {
  const { input, weight, isWaiting, ...rest } = props;
  if (weight === null || input === null)
    return (
      <p className="muted small" role="status">
        {isWaiting ? words.weighing : words.pick}
      </p>
    );
  const { why, overlap } = weight;
  const isOverlapping = overlap !== null && overlap.same + overlap.near > 0;
  return (
    <section className="panel card" aria-label={words.amount}>
      {overlap && <OverlapNote overlap={overlap} datasetId={input.datasetId} />}
      {why !== null && !isOverlapping && <p className="status warn">{tunedModels.notHere[why]}</p>}
      {(why === "key_only" || why === "portal_only") && <p>{words.byHand}</p>}
      {(why === null || why === "no_developer") && <Amounts input={input} weight={weight} {...rest} />}
    </section>
  );
}

/** What it costs by which deployment type, how long it takes, and how much each is asked. */
function Amounts(props: WeightProps) {
  const { input, weight, onSku } = props;
  const { cost, minutes, types, candidates } = weight;
  return (
    <>
      {types.length > 1 && (
        <Radios
          legend={words.type}
          value={input.sku ?? weight.sku}
          choices={types.map((type) => ({ value: type.sku, label: typeText(type) }))}
          onChange={onSku}
        />
      )}
      <p className="unseen" role="status">
        {amountText(cost)}
      </p>
      <dl className="facts wide-facts">
        <div className="fact">
          <dt>{words.amount}</dt>
          <dd>
            <b>{amountText(cost)}</b>
          </dd>
        </div>
        <TokensCost {...props} />
        <HostingCost {...props} />
        <div className="fact">
          <dt>{words.minutes}</dt>
          <dd>
            {minutes === null
              ? words.minutesUnknown
              : fill(words.minutesAbout, { count: Math.max(1, Math.round(minutes)).toLocaleString() })}
          </dd>
        </div>
        {candidates.map((candidate) => (
          <div key={candidateKey(candidate)} className="fact">
            <dt>{candidateName(candidate)}</dt>
            <dd>
              {candidate.tokens === null
                ? words.minutesUnknown
                : fill(words.tokensOf, { count: candidate.tokens.toLocaleString() })}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What all questions and answers cost, with the way to say what tokens cost. */
function TokensCost({ weight: { cost }, connectionId, onPriced }: WeightProps) {
  const [isPricing, setPricing] = useState(false);
  const { asking, currency, prices, pricedAs } = cost;
  const isTyped = prices?.from === "typed";
  return (
    <div className="fact">
      <dt>{words.tokensCost}</dt>
      <dd>
        {asking === null || currency === null
          ? words.priceUnknown
          : fill(words.amountOf, { amount: sumText(asking, currency) })}{" "}
        {connectionId !== null && (prices === null || isTyped) && (
          <button
            type="button"
            className="link"
            aria-label={fill(words.setTokenPrice, { model: pricedAs })}
            onClick={() => setPricing(true)}
          >
            {isTyped ? words.changePrice : words.setPrice}
          </button>
        )}
        {isPricing && connectionId !== null && (
          <PriceDialog
            connectionId={connectionId}
            deployment={pricedAs}
            onClose={() => {
              setPricing(false);
              onPriced();
            }}
          />
        )}
      </dd>
    </div>
  );
}

/** What the deployments cost while they are there, with the way to say what an hour costs. */
function HostingCost({ input, weight, model, onPriced }: WeightProps) {
  const { hosting } = weight.cost;
  const type = weight.types.find(({ sku }) => sku === (input.sku ?? weight.sku));
  const price = type?.hosting ?? null;
  const amount = hosting === null || price === null ? words.priceUnknown : sumText(hosting, price.currency);
  const label = fill(words.setHostingPrice, { model });
  return (
    <div className="fact">
      <dt>{words.hostingCost}</dt>
      <dd>
        {hosting === 0 ? words.hostingNone : amount}{" "}
        {hosting !== 0 && <SetPrice {...{ model, unit: "hosting", price, label, act, onPriced }} />}
      </dd>
    </div>
  );
}

function typeText({ sku, hosting, isFree }: TrialWeight["types"][number]): string {
  const type = skuName(sku);
  if (isFree) return fill(words.typeFree, { type });
  return hosting === null
    ? fill(words.typeUnknown, { type })
    : fill(words.typePaid, { type, price: moneyText(hosting.amount, hosting.currency) });
}

function amountText({ total, currency, isWhole }: TrialWeight["cost"]): string {
  if (total === null || currency === null) return words.amountUnknown;
  const amount = sumText(total, currency);
  return fill(isWhole ? words.amountOf : words.amountWithJudge, { amount });
}

/** What the button says: the amount is on it, so that nobody confirms another one. */
export function goText(weight: TrialWeight | null): string {
  if (weight === null || weight.why !== null) return words.go;
  const { total, currency, isWhole } = weight.cost;
  if (total === null || currency === null) return words.goUnknown;
  return fill(isWhole ? words.goFor : words.goAtLeast, { amount: sumText(total, currency) });
}
