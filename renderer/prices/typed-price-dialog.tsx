import { type FormEvent, useId, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { Dialog } from "../ui/dialog.tsx";
import { amountIn } from "./state.ts";

const words = strings.datasets.cost;

/**
 * Asks for one price, which can be taken away again. `onSave` keeps it, says itself what prevents it, and gives whether it is
 * kept; null takes it away.
 */
export function TypedPriceDialog(props: {
  title: string;
  /** What the amount is the price of. */
  label: string;
  price: { amount: number; currency: string } | null;
  onSave: (price: { amount: number; currency: string } | null) => Promise<boolean>;
  onClose: (isSaved: boolean) => void;
}) {
  const { title, label, price, onSave, onClose } = props;
  const [amount, setAmount] = useState(price ? String(price.amount) : "");
  const [currency, setCurrency] = useState(price?.currency ?? "USD");
  const read = amountIn(amount);
  const isCurrency = /^[A-Za-z]{3}$/.test(currency.trim());
  const set = async (next: { amount: number; currency: string } | null) => {
    if (await onSave(next)) onClose(true);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (read !== null && isCurrency) void set({ amount: read, currency: currency.trim().toUpperCase() });
  };
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <form className="dialog-form" onSubmit={save}>
        <Typed
          label={label}
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
          <button type="button" className="button" onClick={() => onClose(false)}>
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
