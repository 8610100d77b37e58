import { type ReactNode, useState } from "react";
import { strings } from "../../preload/strings/en.ts";

const words = strings.chat.markdown;

/** The longest address that the main process takes, in characters. */
const longest = 2000;

type Way = "open" | "ask" | "never";

/**
 * What may be done with an address: https is opened in the browser. What is not encrypted, writes an e-mail, or
 * carries a name that hides the host is shown in full and asked about. Anything else is text.
 */
export function wayOf(href: string): Way {
  if (!URL.canParse(href)) return "never";
  const { protocol, username, password, href: address } = new URL(href);
  if (!/^(https?|mailto):$/.test(protocol) || address.length > longest) return "never";
  return protocol === "https:" && username === "" && password === "" ? "open" : "ask";
}

/** A link of an answer. Where it may not simply be opened, it shows its whole address first. */
export function Link({ href, children }: { href: string; children: ReactNode }) {
  const [isAsking, setAsking] = useState(false);
  const way = wayOf(href);
  if (way === "never") {
    return (
      <>
        {children} <code dir="ltr">{href}</code>
      </>
    );
  }
  const address = new URL(href).href;
  return (
    <>
      <a
        href={address}
        title={address}
        aria-expanded={way === "ask" ? isAsking : undefined}
        onClick={(event) => {
          event.preventDefault();
          if (way === "open") void window.assay["app.openLink"]({ url: address });
          else setAsking(!isAsking);
        }}
      >
        {children}
      </a>
      {isAsking && <Question address={address} onEnd={() => setAsking(false)} />}
    </>
  );
}

/** Shows where a link leads, in full, before it is opened. */
function Question({ address, onEnd }: { address: string; onEnd(): void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    onEnd();
  };
  const open = async () => {
    await window.assay["app.openAskedLink"]({ address });
    onEnd();
  };
  return (
    <span className="ask-link">
      <span>{words.linkQuestion}</span>
      <code dir="ltr">{address}</code>
      <button type="button" className="button" onClick={() => void open()}>
        {words.openAddress}
      </button>
      <button type="button" className="button" onClick={() => void copy()}>
        {words.copyAddress}
      </button>
      <button type="button" className="button quiet" onClick={onEnd}>
        {words.cancel}
      </button>
    </span>
  );
}
