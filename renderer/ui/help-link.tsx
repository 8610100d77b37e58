import { CircleQuestionMark } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { linkTo } from "../route.ts";
import { Icon } from "./icon.tsx";
import { openHelp } from "../help/state.ts";

/** A quiet link to an article, beside what it helps with. Calls `onOpen` before, for what has to make room. */
export function HelpLink({ articleId, onOpen }: { articleId: string; onOpen?: (() => void) | undefined }) {
  return (
    <a
      className="button quiet"
      href={linkTo("help", articleId)}
      onClick={(event) => {
        event.preventDefault();
        onOpen?.();
        openHelp(articleId);
      }}
    >
      <Icon of={CircleQuestionMark} />
      {strings.help.ofDiagnosis}
    </a>
  );
}
