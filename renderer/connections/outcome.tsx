import { useEffect, useRef, useState } from "react";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { type Actions, DiagnosisView } from "../ui/diagnosis.tsx";
import { ConfirmGateway } from "./gateway.tsx";

const words = strings.integrations;

/** The button that connects; while that runs, what is waited for and the way to end it. */
export function ConnectButton(props: { label: string; asked: string | null; isReady: boolean }) {
  const { label, asked, isReady } = props;
  return (
    <div className="row">
      {asked === null ? (
        <button type="submit" className="button primary large" disabled={!isReady}>
          {label}
        </button>
      ) : (
        <>
          <button
            type="button"
            className="button large"
            onClick={() => void window.assay["connections.cancel"]()}
          >
            {words.cancel}
          </button>
          <span className="muted" role="status">
            {fill(words.connecting, { host: asked })}
          </span>
        </>
      )}
    </div>
  );
}

/** Why it did not connect, with what can be done; a gateway is confirmed here and asked again then. */
export function Outcome(props: {
  diagnosis: Diagnosis | null;
  place: string;
  on: Actions;
  /** `letTokens`: the person has agreed that their sign-in goes to that host. */
  onConnect: (confirmedHost: string | null, letTokens?: boolean) => void;
}) {
  const { diagnosis, place, on, onConnect } = props;
  const [confirming, setConfirming] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (diagnosis) element.current?.scrollIntoView({ block: "nearest" });
  }, [diagnosis]);
  const { host = "", unicode = "" } = diagnosis?.parameters ?? {};
  return (
    <div ref={element}>
      {diagnosis && (
        <DiagnosisView
          diagnosis={diagnosis}
          during="test"
          place={place}
          on={{
            ...on,
            retry: () => onConnect(null),
            confirm_gateway: () => setConfirming(true),
            allow_tokens: () => onConnect(host, true),
          }}
        />
      )}
      {confirming && diagnosis && (
        <ConfirmGateway
          host={host}
          unicode={unicode}
          onClose={() => setConfirming(false)}
          onConfirm={() => {
            setConfirming(false);
            onConnect(host);
          }}
        />
      )}
    </div>
  );
}
