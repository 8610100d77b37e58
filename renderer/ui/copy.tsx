import { useEffect, useState } from "react";
import { strings } from "../../preload/strings/en.ts";

/** Milliseconds for which a button says that it has copied. */
const shown = 2000;

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shown);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    setCopied(true);
  };
  return (
    <button type="button" className="button" onClick={() => void copy()}>
      {copied ? strings.diagnosis.copied : label}
    </button>
  );
}
