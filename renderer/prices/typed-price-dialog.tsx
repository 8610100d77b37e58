import { type FormEvent, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
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
  const isAmountWrong = amount.trim() !== "" && read === null;
  const isCurrencyWrong = currency.trim() !== "" && !isCurrency;
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
        <TextField
          label={label}
          hint={isAmountWrong && words.amountWrong}
          isWrong={isAmountWrong}
          inputMode="decimal"
          value={amount}
          onChange={setAmount}
        />
        <TextField
          label={words.currency}
          hint={isCurrencyWrong && words.currencyWrong}
          isWrong={isCurrencyWrong}
          value={currency}
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
