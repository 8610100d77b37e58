import "./parameters.css";
import type { ReactNode } from "react";
import { contextFill as words } from "../../preload/strings/context-fill.ts";
import { fill } from "../../preload/strings/fill.ts";

/** From this part of the window on, little is left for the answer. */
const nearlyFull = 0.9;

/** How much of a context window a question takes, with a warning where that is nearly all or more. */
export function FillBar(props: {
  tokens: number;
  /** Whether the service has counted; else it is an estimate. */
  isCounted?: boolean;
  /** Pictures and documents that are not in the estimate. */
  unseen?: number;
  /** The largest prompt and answer together; null where it is not known. */
  context: number | null;
  /** Whose window it is, where several are asked. */
  name?: string;
  children?: ReactNode;
}) {
  const { tokens, isCounted = false, unseen = 0, context, name, children } = props;
  const used = context === null ? 0 : tokens / context;
  const template = name !== undefined && context !== null ? words.smallest : templates(isCounted, context);
  const more = fill(unseen === 1 ? words.unseen.one : words.unseen.other, { count: String(unseen) });
  return (
    <div className="fill-bar small">
      <div className="row wrap">
        {context !== null && (
          <meter
            max={context}
            high={context * nearlyFull}
            value={Math.min(tokens, context)}
            aria-label={words.title}
          />
        )}
        <span className="muted">
          {fill(template, {
            tokens: shown(tokens, isCounted),
            context: context?.toLocaleString() ?? "",
            name: name ?? "",
          })}
          {unseen > 0 && ` ${more}`}
        </span>
        {children}
      </div>
      <span className="status warn" role="status" hidden={used < nearlyFull}>
        {used > 1 ? words.over : words.full}
      </span>
    </div>
  );
}

const templates = (isCounted: boolean, context: number | null): string =>
  isCounted
    ? context === null
      ? words.countedOpen
      : words.counted
    : context === null
      ? words.aboutOpen
      : words.about;

/** An estimate with two digits that count; a count as it is. */
function shown(tokens: number, isCounted: boolean): string {
  if (isCounted || tokens < 100) return tokens.toLocaleString();
  return Number(tokens.toPrecision(2)).toLocaleString();
}
