import { type FormEvent, useId, useState } from "react";
import type { Registered, Registration } from "../../preload/contract/identity.ts";
import { registrationNames } from "../../preload/registration-names.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { registrationScript } from "../../preload/strings/registration-script.ts";
import { CopyButton } from "../ui/copy.tsx";

const words = strings.integrations.microsoft;

/** What to do where nobody has registered the app. */
export function RegistrationNeeded({ registration }: { registration: Registration }) {
  return (
    <section className="setup-form plain">
      <h2>{words.registerTitle}</h2>
      <p>{words.registerText}</p>
      <ol className="steps">
        {words.registerSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <details>
        <summary>{words.script}</summary>
        <pre className="sample mono selectable">{registrationScript}</pre>
        <CopyButton label={words.copyScript} text={() => registrationScript} />
      </details>
      <RegistrationForm registration={registration} />
    </section>
  );
}

function RegistrationForm({ registration }: { registration: Registration }) {
  const [clientId, setClientId] = useState(typed(registration.clientId));
  const [tenantId, setTenantId] = useState(typed(registration.tenantId));
  const [clientField, tenantField] = [useId(), useId()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = { clientId: clientId.trim() || null, tenantId: tenantId.trim() || null };
    void window.assay["identity.register"](values);
  };
  const field = (id: string, label: string, value: string, onChange: (text: string) => void) => (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="input">
        <input
          dir="ltr"
          id={id}
          className="mono"
          value={value}
          pattern="[A-Za-z0-9.\-]{1,100}"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  );
  return (
    <form className="setup-form plain" onSubmit={submit}>
      {field(clientField, words.clientId, clientId, setClientId)}
      {field(tenantField, words.tenantId, tenantId, setTenantId)}
      <div className="row">
        <button type="submit" className="button">
          {words.apply}
        </button>
      </div>
    </form>
  );
}

const typed = ({ value, from }: Registered<string>) => (from === "settings" && value ? value : "");

/** Which registration is in force, and who has set each part of it. */
export function RegistrationInForce({ registration }: { registration: Registration }) {
  const { clientId, tenantId, authority, knownAuthorities, resourceManager } = registration;
  const known = { ...knownAuthorities, value: knownAuthorities.value?.join(", ") ?? null };
  const rows: [string, Registered<string>, string][] = [
    [words.clientId, clientId, words.notSet],
    [words.tenantId, tenantId, words.anyTenant],
    [words.authority, authority, words.notSet],
    [words.knownAuthorities, known, words.notSet],
    [words.resourceManager, resourceManager, words.ofCloud],
  ];
  const consent =
    clientId.value && !authority.value
      ? `https://login.microsoftonline.com/${tenantId.value ?? "organizations"}/adminconsent?client_id=${clientId.value}`
      : null;
  return (
    <details className="options">
      <summary>{words.inForce}</summary>
      <dl className="facts panel">
        {rows.map(([name, { value, from }, none]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>
              <span className="mono">{value ?? none}</span>{" "}
              {from && <span className="muted">{words.from[from]}</span>}
            </dd>
          </div>
        ))}
        {consent && (
          <div className="fact">
            <dt>{words.consent}</dt>
            <dd>
              {words.consentText} <code>{consent}</code>
            </dd>
          </div>
        )}
      </dl>
      {clientId.from === "settings" && <RegistrationForm registration={registration} />}
    </details>
  );
}

/** Why what was set from outside is not used: the administrator's file, or single values, each by its name. */
export function RegistrationWarnings({ registration: { warning, refused } }: { registration: Registration }) {
  const names = registrationNames.join(", ");
  return (
    <>
      {warning && <p className="note warn">{words.warnings[warning]}</p>}
      {refused.map(({ name, entry, from, wants }) => (
        <p key={`${from} ${name} ${entry}`} className="note warn">
          {fill(entry === null ? words.refusedValue : words.refusedEntry, {
            name,
            entry: entry ?? "",
            from: words.from[from],
            wants: fill(words.wants[wants], { names }),
          })}
        </p>
      ))}
    </>
  );
}
