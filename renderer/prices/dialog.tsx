import "./prices.css";
import { Coins } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Answer } from "../../preload/contract/index.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { amountIn, useTypedPrice } from "./state.ts";

const words = strings.prices;

/** Opens the dialog for a deployment's price. */
export function PriceButton({ connectionId, deployment }: { connectionId: string; deployment: string }) {
  const [isOpen, setOpen] = useState(false);
  const typed = useTypedPrice(connectionId, deployment);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <Icon of={Coins} />
        {typed ? words.change : words.set}
      </button>
      {isOpen && (
        <PriceDialog connectionId={connectionId} deployment={deployment} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

/** What a deployment's tokens cost, typed by the person; it can be taken away again. */
export function PriceDialog(props: { connectionId: string; deployment: string; onClose: () => void }) {
  const { connectionId, deployment, onClose } = props;
  const typed = useTypedPrice(connectionId, deployment);
  const [input, setInput] = useState(textOf(typed?.input));
  const [cached, setCached] = useState(textOf(typed?.cachedInput));
  const [output, setOutput] = useState(textOf(typed?.output));
  const [currency, setCurrency] = useState(typed?.currency ?? "USD");
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const amounts = { input: amountIn(input), cachedInput: amountIn(cached), output: amountIn(output) };
  const isCurrency = /^[A-Za-z]{3}$/.test(currency.trim());

  const attempt = async (work: Promise<Answer<void>>) => {
    const answer = await work;
    if (answer.ok) onClose();
    else setDiagnosis(answer.error.diagnosis);
  };
  const cachedIsFine = cached.trim() === "" || amounts.cachedInput !== null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    const { input, output } = amounts;
    if (input === null || output === null || !cachedIsFine || !isCurrency) return;
    const price = { ...amounts, input, output, currency: currency.trim().toUpperCase() };
    void attempt(window.assay["prices.set"]({ connectionId, deployment, ...price }));
  };
  const isWrong = (text: string, amount: number | null) => text.trim() !== "" && amount === null;

  return (
    <Dialog title={fill(words.title, { name: deployment })} onClose={onClose}>
      <form className="price-form" onSubmit={save}>
        <p>{words.text}</p>
        <Amount
          label={words.input}
          value={input}
          isWrong={isWrong(input, amounts.input)}
          onChange={setInput}
        />
        <Amount
          label={words.cachedInput}
          value={cached}
          isWrong={isWrong(cached, amounts.cachedInput)}
          onChange={setCached}
        />
        <Amount
          label={words.output}
          value={output}
          isWrong={isWrong(output, amounts.output)}
          onChange={setOutput}
        />
        <Field
          label={words.currency}
          value={currency}
          wrong={currency.trim() === "" || isCurrency ? null : words.currencyWrong}
          onChange={setCurrency}
        />
        {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
        <div className="row end">
          {typed && (
            <button
              type="button"
              className="button"
              onClick={() => void attempt(window.assay["prices.forget"]({ connectionId, deployment }))}
            >
              {words.remove}
            </button>
          )}
          <span className="grow" />
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={amounts.input === null || amounts.output === null || !cachedIsFine || !isCurrency}
          >
            {words.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const textOf = (amount: number | null | undefined) => (amount == null ? "" : String(amount));

function Amount(props: { label: string; value: string; isWrong: boolean; onChange: (text: string) => void }) {
  const { isWrong, ...field } = props;
  return <Field {...field} isNumber wrong={isWrong ? words.amountWrong : null} />;
}

function Field(props: {
  label: string;
  value: string;
  wrong: string | null;
  onChange: (text: string) => void;
  isNumber?: true;
}) {
  const { label, value, wrong, onChange, isNumber } = props;
  const [fieldId, wrongId] = [useId(), useId()];
  return (
    <div className="field">
      <label htmlFor={fieldId}>{label}</label>
      <div className="input">
        <input
          dir="ltr"
          id={fieldId}
          className="mono"
          inputMode={isNumber ? "decimal" : "text"}
          value={value}
          aria-invalid={wrong !== null}
          aria-describedby={wrongId}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      <p id={wrongId} className="note warn" hidden={wrong === null}>
        {wrong}
      </p>
    </div>
  );
}
