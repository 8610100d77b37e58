import { type FormEvent, useId, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Dialog } from "../ui/dialog.tsx";

const words = strings.integrations.gateway;

/** Asks to confirm a host that is not Microsoft's: by typing the name, which is shown as people and as machines read it. */
export function ConfirmGateway(props: {
  /** Host and port, in punycode. */
  host: string;
  /** The host's name in Unicode. */
  unicode: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { host, unicode, onConfirm, onClose } = props;
  const [typed, setTyped] = useState("");
  const fieldId = useId();
  const isRight = typed.trim().toLowerCase() === host;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // React hands it on to the form that asked, which is not sent by this.
    event.stopPropagation();
    if (isRight) onConfirm();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className="setup-form plain" onSubmit={submit}>
        <p>{words.text}</p>
        <dl className="facts panel">
          <dt>{words.unicode}</dt>
          <dd className="mono selectable">{unicode}</dd>
          <dt>{words.punycode}</dt>
          <dd className="mono selectable">{host}</dd>
        </dl>
        <div className="field">
          <label htmlFor={fieldId}>{fill(words.typeName, { host })}</label>
          <div className="input">
            <input
              dir="ltr"
              id={fieldId}
              className="mono"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              spellCheck={false}
              autoComplete="off"
            />
          </div>
        </div>
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="button primary" disabled={!isRight}>
            {words.confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The headers that a text names, one `Name: value` a line; null where a line is none. */
export function readHeaders(text: string): Record<string, string> | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const pairs = lines.map((line) => /^\s*([A-Za-z0-9-]{1,64})\s*:\s*([\x20-\x7e]+?)\s*$/.exec(line));
  if (lines.length > 10 || pairs.includes(null)) return null;
  const headers = Object.fromEntries(pairs.map((pair) => [pair?.[1]?.toLowerCase() ?? "", pair?.[2] ?? ""]));
  return Object.keys(headers).some((name) => steering.test(name)) ? null : headers;
}

/** Headers that belong to the connection itself. */
const steering = /^(host|content-.*|connection|transfer-encoding|upgrade|cookie)$/;

/** What a gateway may want otherwise: the key in a header of its own, and headers besides. */
export function GatewayOptions(props: {
  keyHeader: string;
  extraHeaders: string;
  /** Names of the headers that are kept as they are while the field is empty. */
  kept: string[];
  /** Whether something has asked for them, so that they are not folded away. */
  isAsked: boolean;
  onKeyHeader: (name: string) => void;
  onExtraHeaders: (text: string) => void;
}) {
  const { keyHeader, extraHeaders, kept, isAsked, onKeyHeader, onExtraHeaders } = props;
  const [keyId, extraId, hintId] = [useId(), useId(), useId()];
  return (
    <details className="options" open={keyHeader !== "" || isAsked || undefined}>
      <summary>{words.options}</summary>
      <div className="field">
        <label htmlFor={keyId}>{words.keyHeader}</label>
        <div className="input">
          <input
            dir="ltr"
            id={keyId}
            className="mono"
            placeholder={words.keyHeaderUsual}
            pattern="[A-Za-z0-9\-]{1,64}"
            value={keyHeader}
            onChange={(event) => onKeyHeader(event.target.value.trim())}
            spellCheck={false}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={extraId}>{words.extraHeaders}</label>
        <textarea
          dir="ltr"
          id={extraId}
          className="input mono"
          rows={3}
          placeholder={words.extraHeadersExample}
          value={extraHeaders}
          onChange={(event) => onExtraHeaders(event.target.value)}
          aria-describedby={hintId}
          spellCheck={false}
        />
        <p id={hintId} className="hint">
          {kept.length > 0
            ? fill(words.extraHeadersKept, { names: kept.join(", ") })
            : words.extraHeadersHint}
        </p>
      </div>
    </details>
  );
}
