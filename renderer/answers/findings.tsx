import "./findings.css";
import { ShieldAlert } from "lucide-react";
import type { FilterFinding } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { findingText } from "../../preload/strings/filter.ts";
import { Link, wayOf } from "../markdown/link.tsx";
import { Icon } from "../ui/icon.tsx";

const words = strings.filter;

/**
 * What the content filter found or could not check, a chip for each category, and where protected code is from. What it
 * found nothing in is not shown.
 */
export function Filters({ findings }: { findings: readonly FilterFinding[] }) {
  const found = findings.flatMap((one) => {
    const text = findingText(one);
    return text === null ? [] : [{ ...one, text, key: `${one.of} ${one.category}` }];
  });
  if (found.length === 0) return null;
  return (
    <>
      <ul className="findings" aria-label={words.title}>
        {found.map(({ key, text, filtered }) => (
          <li key={key} className={filtered ? "chip danger" : "chip warn"}>
            <Icon of={ShieldAlert} size={12} />
            {text}
          </li>
        ))}
      </ul>
      {found.map(({ key, of, citation }) => citation && <Citation key={key} of={of} citation={citation} />)}
    </>
  );
}

/** Where code that the answer repeats is published, and under which license. */
function Citation({ of, citation }: { of: FilterFinding["of"]; citation: { url: string; license: string } }) {
  const { url, license } = citation;
  return (
    <p className="small citation selectable">
      {fill(words.source, { where: of === "prompt" ? words.inPrompt : words.inAnswer })}{" "}
      {url === "" ? words.noSource : <Address url={url} />}
      <br />
      {fill(words.license, { license: license === "" ? words.noSource : license })}
    </p>
  );
}

/** What is no address to open is text. */
const Address = ({ url }: { url: string }) =>
  wayOf(url) === "never" ? <code>{url}</code> : <Link href={url}>{url}</Link>;

/** That the service gave several answers to one question, of which one is shown. */
export function SeveralAnswers({ count }: { count: number | undefined }) {
  return count === undefined ? null : <p className="note">{fill(words.severalAnswers, { count })}</p>;
}
