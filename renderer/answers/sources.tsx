import "./beside.css";
import type { Citation } from "../../preload/contract/conversations.ts";
import { beside as words } from "../../preload/strings/beside.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Link, wayOf } from "../markdown/link.tsx";

/** Sources that are shown before the others are asked for. */
const shownFirst = 5;

/** What an answer refers to, numbered. Titles come from pages, so each stands beside the host that its link goes to. */
export function Sources({ citations = [] }: { citations?: readonly Citation[] | undefined }) {
  if (citations.length === 0) return null;
  const more = citations.length - shownFirst;
  return (
    <div className="sources">
      <p className="label">{words.sources}</p>
      <List label={words.sources} citations={citations.slice(0, shownFirst)} from={1} />
      {more > 0 && (
        <details>
          <summary>{fill(words.moreSources, { count: more })}</summary>
          <List
            label={fill(words.moreSources, { count: more })}
            citations={citations.slice(shownFirst)}
            from={shownFirst + 1}
          />
        </details>
      )}
    </div>
  );
}

function List(props: { label: string; citations: readonly Citation[]; from: number }) {
  const { label, citations, from } = props;
  return (
    <ol start={from} aria-label={label}>
      {citations.map((one) => (
        <li key={JSON.stringify(one)}>
          <Source source={one} />
        </li>
      ))}
    </ol>
  );
}

function Source({ source: { url, title, quote } }: { source: Citation }) {
  const isAddress = wayOf(url) !== "never";
  const name = title.trim() || (isAddress ? new URL(url).host : words.untitled);
  return (
    <>
      {isAddress ? (
        <>
          <Link href={url}>
            <bdi>{name}</bdi>
          </Link>{" "}
          <span className="host">{new URL(url).host || new URL(url).pathname}</span>
        </>
      ) : (
        <>
          <bdi>{name}</bdi> {url !== "" && <code dir="ltr">{url}</code>}
        </>
      )}
      {quote !== "" && <blockquote dir="auto">{quote}</blockquote>}
    </>
  );
}
