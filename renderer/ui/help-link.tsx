import { CircleQuestionMark } from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { goTo, linkTo } from "../route.ts";
import { Icon } from "./icon.tsx";

let show = (articleId: string): void => goTo("help", articleId);

/** The help says how its articles are shown; until it has, each is on a page of its own. */
export function showHelpBy(way: (articleId: string) => void): void {
  show = way;
}

/** A quiet link to an article, beside what it helps with. Calls `onOpen` before, for what has to make room. */
export function HelpLink({ articleId, onOpen }: { articleId: string; onOpen?: (() => void) | undefined }) {
  return (
    <a
      className="button quiet"
      href={linkTo("help", articleId)}
      onClick={(event) => {
        event.preventDefault();
        onOpen?.();
        show(articleId);
      }}
    >
      <Icon of={CircleQuestionMark} />
      {strings.help.ofDiagnosis}
    </a>
  );
}
