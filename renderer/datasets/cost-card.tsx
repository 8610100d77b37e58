import { type FormEvent, useEffect, useId, useState } from "react";
import type { OpenDataset, TrainingCost } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { amountIn } from "../prices/index.ts";
import { Dialog } from "../ui/dialog.tsx";
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
    <section className="panel dataset-card" aria-labelledby="cost-title">
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
      <div className="dataset-fields">
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
        <PriceDialog
          model={model}
          price={cost?.price ?? null}
          onDone={() => setPriced(priced + 1)}
          onClose={() => setPricing(false)}
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

const money = (amount: number, currency: string) =>
  amount.toLocaleString(undefined, {
    style: "currency",
    currency,
    maximumFractionDigits: amount < 1 ? 6 : amount < 100 ? 4 : 2,
  });

const priceText = ({ price }: TrainingCost) =>
  price === null
    ? words.noPrice
    : fill(words.priceIs, {
        price: money(price.amount, price.currency),
        date: new Date(price.at).toLocaleDateString(),
      });

function totalText({ total, price, tokens }: TrainingCost): string {
  if (total === null || price === null) return words.totalUnknown;
  const shown = money(total, price.currency);
  return (tokens?.error ?? 0) > 0 ? fill(words.totalAbout, { total: shown }) : shown;
}

function PriceDialog(props: {
  model: string;
  price: TrainingCost["price"];
  onDone: () => void;
  onClose: () => void;
}) {
  const { model, price, onDone, onClose } = props;
  const [amount, setAmount] = useState(price ? String(price.amount) : "");
  const [currency, setCurrency] = useState(price?.currency ?? "USD");
  const read = amountIn(amount);
  const isCurrency = /^[A-Za-z]{3}$/.test(currency.trim());
  const set = async (next: { amount: number; currency: string } | null) => {
    if (!(await change(window.assay["datasets.setPrice"]({ model, price: next })))) return;
    onDone();
    onClose();
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (read !== null && isCurrency) void set({ amount: read, currency: currency.trim().toUpperCase() });
  };
  return (
    <Dialog title={fill(words.titleSet, { model })} onClose={onClose}>
      <form className="dialog-form" onSubmit={save}>
        <Typed
          label={words.amount}
          value={amount}
          wrong={amount.trim() !== "" && read === null ? words.amountWrong : null}
          onChange={setAmount}
        />
        <Typed
          label={words.currency}
          value={currency}
          wrong={currency.trim() !== "" && !isCurrency ? words.currencyWrong : null}
          onChange={setCurrency}
        />
        <div className="actions">
          {price && (
            <button type="button" className="button" onClick={() => void set(null)}>
              {words.remove}
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            {strings.datasets.cancel}
          </button>
          <button type="submit" className="button primary" disabled={read === null || !isCurrency}>
            {words.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Typed(props: {
  label: string;
  value: string;
  wrong: string | null;
  onChange: (text: string) => void;
}) {
  const { label, value, wrong, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="input">
        <input
          id={id}
          dir="ltr"
          value={value}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-wrong`}
          onChange={({ target }) => onChange(target.value)}
        />
      </span>
      <span id={`${id}-wrong`} className="status warn small" hidden={wrong === null}>
        {wrong}
      </span>
    </div>
  );
}
