import { type ClipboardEvent, type DragEvent, useId, useState } from "react";
import type { Connection, UnderstoodEndpoint } from "../../preload/contract/connections.ts";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { strings } from "../../preload/strings/en.ts";
import { isSnippet, takeApart } from "./pasted.ts";
import { type Pieces, piecesOf, Understood, understand, useUnderstood } from "./understood.tsx";

const words = strings.integrations;

/** A key that was found in what is an endpoint's place, and the header it was sent in there. */
export interface FoundKey {
  key: string;
  /** Null where it is the service's own, or where the endpoint is Microsoft's. */
  header: string | null;
}

/** An endpoint as it is typed, and as it is understood or was corrected. */
export interface EndpointInput {
  text: string;
  understood: UnderstoodEndpoint | Diagnosis | null;
  /** Null while there is none. */
  pieces: Pieces | null;
  /** Whether the pieces are still of another text. */
  isOld: boolean;
  correct(pieces: Pieces | null): void;
  /** Takes another text: as it is typed, or where more than a letter came at once, taken apart. */
  type(text: string): void;
  /** Takes a text apart: the endpoint stays here, a key goes to `onKey`. */
  put(text: string): Promise<void>;
  /** What is meant now. What is shown may still be of what was in the field a moment ago. */
  meant(): Promise<Pieces | null>;
}

/** The state of an endpoint's field. No key stays in it; `onKey` gets one that came with the endpoint. */
export function useEndpoint(
  given: string,
  { connection, onKey }: { connection?: Connection | undefined; onKey?: (found: FoundKey) => void } = {},
): EndpointInput {
  const [text, setText] = useState(given);
  const [corrected, correct] = useState<Pieces | null>(null);
  const { understood, isOld } = useUnderstood(text);

  const put = async (next: string) => {
    const { key, header, rest } = takeApart(next);
    setText(rest);
    correct(null);
    if (key !== null) onKey?.({ key, header: null });
    if (key === null && !isSnippet(rest)) return;
    const found = await understand(rest);
    if (found === null || "code" in found) return;
    setText(found.endpoint);
    correct(piecesOf(found));
    if (key !== null && header !== null && found.kind === "gateway") onKey?.({ key, header });
  };

  return {
    text,
    understood,
    pieces: corrected ?? usable(understood, connection),
    isOld: corrected === null && isOld,
    correct,
    type: (next) => {
      if (next.length - text.length > 1) return void put(next);
      setText(next);
      correct(null);
    },
    put,
    meant: async () => corrected ?? usable(await understand(text), connection),
  };
}

/** The pieces of what was understood, with what the connection has been given before. */
function usable(
  understood: UnderstoodEndpoint | Diagnosis | null,
  connection: Connection | undefined,
): Pieces | null {
  if (understood === null || "code" in understood) return null;
  const pieces = piecesOf(understood);
  if (connection?.endpoint !== understood.endpoint) return pieces;
  const dialect = pieces.dialect ?? connection.dialect;
  return {
    ...pieces,
    ...(dialect && { dialect }),
    apiVersion: pieces.apiVersion || (connection.apiVersion ?? ""),
    deployment: pieces.deployment || (connection.deployment ?? ""),
  };
}

/**
 * The field for an endpoint, and what is understood of it. A whole curl call, snippet or .env file is taken apart,
 * however it comes here: lines would be joined by the field itself.
 */
export function EndpointField({ input, hint }: { input: EndpointInput; hint?: string }) {
  const { text, understood, pieces, isOld, correct, type, put } = input;
  const [fieldId, hintId] = [useId(), useId()];
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer) => {
    const given = data.getData("text");
    if (!isSnippet(given) && takeApart(given).key === null) return;
    event.preventDefault();
    void put(given);
  };
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.endpoint}</label>
      <div className="input">
        <input
          dir="ltr"
          id={fieldId}
          className="mono"
          value={text}
          onChange={(event) => type(event.target.value)}
          onPaste={(event) => take(event, event.clipboardData)}
          onDrop={(event) => take(event, event.dataTransfer)}
          onBlur={() => takeApart(text).rest !== text && void put(text)}
          placeholder={words.endpointPlaceholder}
          aria-describedby={hint === undefined ? undefined : hintId}
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      {hint !== undefined && (
        <p id={hintId} className="hint">
          {hint}
        </p>
      )}
      <Understood understood={understood} pieces={pieces} isOld={isOld} onChange={correct} />
    </div>
  );
}
