import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { strings } from "../../preload/strings/en.ts";
import { Icon } from "./icon.tsx";

/** Milliseconds for which a button says that it has copied. */
const shown = 2000;

interface CopyButtonProps {
  label: string;
  text: () => string;
  /** Without an edge and with an icon, for where it stands beside what it copies. */
  isQuiet?: boolean;
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ label, text, isQuiet = false }: CopyButtonProps) {
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
    <button type="button" className={isQuiet ? "button quiet" : "button"} onClick={() => void copy()}>
      {isQuiet && <Icon of={copied ? Check : Copy} size={14} />}
      {copied ? strings.diagnosis.copied : label}
    </button>
  );
}
