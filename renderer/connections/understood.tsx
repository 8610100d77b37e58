import { CircleCheck, CircleDashed } from "lucide-react";
import { useEffect, useId, useState } from "react";
import type { UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import { beginningOf } from "../../preload/cut.ts";
import { endpointLimit } from "../../preload/limits.ts";
import { dialects } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";

const words = strings.integrations;
/** Milliseconds of silence before what is typed is looked at. */
const pause = 150;

/** What can be corrected of what was understood; each an empty text where there is nothing. */
export interface Pieces {
  origin: string;
  /** Where chat is asked as it stands, all that follows the origin. */
  prefix: string;
  project: string;
  apiVersion: string;
  deployment: string;
  /** The API that the address was of, which is in no field. */
  dialect?: DialectName;
}

/** The pieces as they were understood. */
export function piecesOf({ origin, endpoint, chat, ...found }: UnderstoodEndpoint): Pieces {
  const asked =
    chat === undefined
      ? { prefix: found.prefix, project: found.project ?? "" }
      : { prefix: endpoint.slice(origin.length), project: "" };
  const { apiVersion, deployment, dialect } = found;
  return {
    origin,
    ...asked,
    apiVersion: apiVersion ?? "",
    deployment: deployment ?? "",
    ...(dialect && { dialect }),
  };
}

/** The endpoint that pieces add up to. */
export function addressOf({ origin, prefix, project }: Pieces): string {
  const path = prefix === "" || prefix.startsWith("/") ? prefix : `/${prefix}`;
  return origin + path + (project === "" ? "" : `/api/projects/${encodeURIComponent(project)}`);
}

/** Dates with or without `-preview`, as the service counts its versions. */
export const versionPattern = "\\d{4}-\\d{2}-\\d{2}(-preview)?";

/** How an address is told that is asked as it stands. */
const givenWays = {
  chat: { text: words.chatAsGiven, path: "chat" },
  other: { text: words.asGiven, path: "full" },
} as const;

/** Each piece in a field of its own. Always as high, whatever is in it: what is below must not move away under the mouse. */
export function Understood(props: {
  understood: UnderstoodEndpoint | Diagnosis | null;
  pieces: Pieces | null;
  /** Whether they are of what was in the field a moment ago: a correction would bring that back. */
  isOld: boolean;
  onChange: (pieces: Pieces) => void;
}) {
  const { understood, pieces, isOld, onChange } = props;
  const isGiven = understood !== null && "chat" in understood && understood.chat === understood.endpoint;
  const ways = understood !== null && "dialect" in understood ? givenWays.other : givenWays.chat;
  const asGiven = isGiven ? ways : null;
  const what =
    understood === null
      ? words.notUnderstood
      : "code" in understood
        ? explain(understood).title
        : fill(asGiven?.text ?? "{kind}", { kind: words.kinds[understood.kind] });
  const api = pieces?.dialect && fill(words.ofApi, { api: dialects[pieces.dialect] });
  const piece = (
    name: Exclude<keyof Pieces, "dialect">,
    more: { placeholder?: string; pattern?: string } = {},
  ) => (
    <Piece
      label={words.facts[(name === "prefix" && asGiven?.path) || name]}
      value={pieces?.[name] ?? ""}
      disabled={pieces === null}
      readOnly={isOld}
      onChange={(value) => pieces && onChange({ ...pieces, [name]: value })}
      {...more}
    />
  );
  return (
    <fieldset
      className={pieces ? "panel understood" : "panel understood muted"}
      aria-label={words.understoodAs}
    >
      <header>
        <Icon of={pieces ? CircleCheck : CircleDashed} />
        <b>{words.understoodAs}</b>
        <span className="muted">{[what, api].filter(Boolean).join("; ")}</span>
      </header>
      <div className="pieces">
        {piece("origin")}
        {piece("prefix", { placeholder: words.none })}
        {piece("project", { placeholder: words.none })}
        {piece("apiVersion", { placeholder: words.usualVersion, pattern: versionPattern })}
        {piece("deployment", { placeholder: words.fromList })}
      </div>
    </fieldset>
  );
}

function Piece(props: {
  label: string;
  value: string;
  disabled: boolean;
  readOnly: boolean;
  onChange: (value: string) => void;
  placeholder?: string;
  pattern?: string;
}) {
  const { label, onChange, pattern, ...more } = props;
  const inputId = useId();
  return (
    <div className="piece">
      <label htmlFor={inputId}>{label}</label>
      <input
        dir="ltr"
        id={inputId}
        className="mono"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value.trim())}
        {...(pattern && { pattern, title: words.versionHint })}
        {...more}
      />
    </div>
  );
}

/** What main makes of a text; null where it is empty. */
export async function understand(text: string): Promise<UnderstoodEndpoint | Diagnosis | null> {
  if (text.trim() === "") return null;
  const answer = await window.assay["connections.understand"]({ endpoint: beginningOf(text, endpointLimit) });
  if (!answer.ok) return answer.error.diagnosis;
  return answer.data.ok ? answer.data.endpoint : answer.data.diagnosis;
}

/** What main makes of the text in the field, a moment after it was typed; null while it is empty. Until then what it made of the one before. */
export function useUnderstood(text: string) {
  const [{ of, understood }, setUnderstood] = useState<{
    of: string;
    understood: UnderstoodEndpoint | Diagnosis | null;
  }>({ of: "", understood: null });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const found = await understand(text);
      if (current) setUnderstood({ of: text, understood: found });
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return { understood, isOld: of !== text };
}
