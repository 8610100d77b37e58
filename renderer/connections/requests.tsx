import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Answer } from "../../preload/contract/index.ts";
import { strings } from "../../preload/strings/en.ts";
import { useConnections } from "./state.ts";
import { versionPattern } from "./understood.tsx";

const words = strings.integrations.connection;

/** How chat is asked for on this connection: under which api-version, with the key in which header, and what a gateway may have. */
export function ChatRequests(props: {
  connection: Connection;
  attempt: (work: Promise<Answer<unknown>>) => Promise<unknown>;
}) {
  const { connection, attempt } = props;
  const { id, gateway } = connection;
  const [version, setVersion] = useState(connection.apiVersion ?? "");
  const wanted = useConnections(({ headerFor }) => (headerFor?.connectionId === id ? headerFor : null));
  const [header, setHeader] = useState(connection.keyHeader ?? "");
  const [then, setThen] = useState<(() => void) | null>(null);
  const headerField = useRef<HTMLInputElement>(null);
  const [versionId, headerId] = [useId(), useId()];
  const isChanged = version !== (connection.apiVersion ?? "") || header !== (connection.keyHeader ?? "");
  useEffect(() => {
    if (!wanted) return;
    if (wanted.header) setHeader(wanted.header);
    setThen(() => wanted.then);
    headerField.current?.focus();
    useConnections.setState({ headerFor: null });
  }, [wanted]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const options = { apiVersion: version || null, keyHeader: header || null };
    if ((await attempt(window.assay["connections.configure"]({ id, ...options }))) === null) return;
    then?.();
  };
  return (
    <form className="requests" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor={versionId}>{words.apiVersion}</label>
        <div className="input">
          <input
            dir="ltr"
            id={versionId}
            className="mono"
            placeholder={strings.integrations.usualVersion}
            pattern={versionPattern}
            title={strings.integrations.versionHint}
            value={version}
            onChange={(event) => setVersion(event.target.value.trim())}
          />
        </div>
      </div>
      <div className="field">
        <label htmlFor={headerId}>{strings.integrations.gateway.keyHeader}</label>
        <div className="input">
          <input
            dir="ltr"
            ref={headerField}
            id={headerId}
            className="mono"
            placeholder={strings.integrations.gateway.keyHeaderUsual}
            pattern="[A-Za-z0-9\-]{1,64}"
            value={header}
            onChange={(event) => setHeader(event.target.value.trim())}
          />
        </div>
      </div>
      <button type="submit" className="button" disabled={!isChanged}>
        {words.apply}
      </button>
      {gateway && (
        <label className="tokens small">
          <input
            type="checkbox"
            checked={gateway.tokens}
            onChange={({ target }) =>
              void attempt(window.assay["connections.allowTokens"]({ id, allowed: target.checked }))
            }
          />
          {words.allowTokens}
        </label>
      )}
    </form>
  );
}
