import { ShieldAlert } from "lucide-react";
import type { FilterFinding } from "../../preload/contract/conversations.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";

const words = strings.chat.findings;

/** What the content filter found, a chip for each category. What it found nothing in is not shown. */
export function Filters({ findings }: { findings: FilterFinding[] }) {
  const found = findings.filter(
    ({ filtered, severity, detected }) => filtered || detected || (severity !== null && severity !== "safe"),
  );
  if (found.length === 0) return null;
  return (
    <ul className="findings" aria-label={words.filter}>
      {found.map((one) => (
        <li key={`${one.of} ${one.category}`} className={one.filtered ? "chip danger" : "chip warn"}>
          <Icon of={ShieldAlert} size={12} />
          {textOf(one)}
        </li>
      ))}
    </ul>
  );
}

function textOf({ of, category, filtered, severity }: FilterFinding): string {
  const name = words.categories[category] ?? category.replaceAll("_", " ");
  const where = of === "prompt" ? words.inPrompt : words.inAnswer;
  const what = severity === null ? words.found : (words.severities[severity] ?? severity);
  return fill(filtered ? words.stopped : words.noticed, { name, where, what });
}
