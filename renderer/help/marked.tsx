import type { Part } from "./search.ts";

/** A text in which what was searched for is marked. */
export function Marked({ parts }: { parts: Part[] }) {
  let at = 0;
  return parts.map(({ text, isMatch }) => {
    const key = at;
    at += text.length;
    return isMatch ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
  });
}
