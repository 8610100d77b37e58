import { useEffect, useId, useState } from "react";
import type { OpenDataset, TrainingCost } from "../../preload/contract/datasets.ts";
import { needsText } from "../../preload/strings/cost-needs.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { moneyText, TypedPriceDialog } from "../prices/index.ts";
import { ask, change } from "./state.ts";
import { tokensText } from "./tokens-card.tsx";

const words = strings.datasets.cost;
const mostEpochs = 100;

/** What training with a dataset would cost, as far as that is known. */
export function CostCard({ open }: { open: OpenDataset }) {
  const { dataset, checked, tokens } = open;
  const model = checked?.model ?? null;
  const [typed, setTyped] = useState("");
  const [isPricing, setPricing] = useState(false);
  const [priced, setPriced] = useState(0);
  const [cost, setCost] = useState<TrainingCost | null>(null);
  const epochs = epochsIn(typed);
  const fieldId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is worked out anew with other tokens, rows, and prices.
  useEffect(() => {
    let isOld = false;
    void ask(window.assay["datasets.cost"]({ id: dataset.id, model, epochs }), "cost").then((cost) => {
      if (!isOld) setCost(cost);
    });
    return () => {
      isOld = true;
    };
  }, [dataset.id, dataset.rows, model, epochs, tokens?.tokens, tokens?.counted, priced]);
  const facts: [string, string][] = cost
    ? [
        [words.rows, cost.rows.toLocaleString()],
        [words.tokens, cost.tokens === null ? words.tokensUnknown : tokensText(cost.tokens, cost.rows)],
        [words.epochs, cost.epochs === null ? words.epochsUnknown : cost.epochs.toLocaleString()],
        [words.price, priceText(cost)],
        [words.total, totalText(cost)],
      ]
    : [];
  return (
    <section className="panel card" aria-labelledby="cost-title">
      <h2 id="cost-title">{words.title}</h2>
      {cost ? (
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="muted small">{words.reading}</p>
      )}
      <div className="fields">
        <div className="field">
          <label htmlFor={fieldId}>{words.epochs}</label>
          <span className="input short">
            <input
              id={fieldId}
              dir="ltr"
              inputMode="numeric"
              value={typed}
              aria-describedby={`${fieldId}-hint`}
              onChange={({ target }) => setTyped(target.value)}
            />
          </span>
          <span id={`${fieldId}-hint`} className="muted small">
            {words.epochsHint}
          </span>
        </div>
      </div>
      {model === null ? (
        <p className="muted small">{words.needModel}</p>
      ) : (
        <div>
          <button type="button" className="button" onClick={() => setPricing(true)}>
            {cost?.price ? words.change : words.set}
          </button>
        </div>
      )}
      {isPricing && model !== null && (
        <TypedPriceDialog
          title={fill(words.titleSet, { model })}
          label={words.amount}
          price={cost?.price ?? null}
          onSave={(price) => change(window.assay["datasets.setPrice"]({ model, price }))}
          onClose={(isSaved) => {
            setPricing(false);
            if (isSaved) setPriced(priced + 1);
          }}
        />
      )}
    </section>
  );
}

/** A whole number of epochs as it is typed; null for anything else. */
export function epochsIn(text: string): number | null {
  const count = Number(text.trim());
  return text.trim() !== "" && Number.isInteger(count) && count >= 1 && count <= mostEpochs ? count : null;
}

const priceText = ({ price }: TrainingCost) =>
  price === null
    ? words.noPrice
    : fill(words.priceIs, {
        price: moneyText(price.amount, price.currency),
        date: new Date(price.at).toLocaleDateString(),
      });

function totalText({ total, price, tokens, epochs }: TrainingCost): string {
  if (total === null || price === null) return needsText({ tokens, epochs, price });
  const shown = moneyText(total, price.currency);
  return (tokens?.error ?? 0) > 0 ? fill(words.totalAbout, { total: shown }) : shown;
}
