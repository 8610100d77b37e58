import "../../ui/page.css";
import { Ellipsis } from "lucide-react";
import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import { titleLimit } from "../../../preload/limits.ts";
import { evaluations as words } from "../../../preload/strings/evaluations.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { goTo } from "../../route.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { TitleField } from "../../ui/title-field.tsx";
import { changeDraft, removeEvaluation, repeatEvaluation, useEvaluations } from "../state.ts";

/** An evaluation as it is prepared: what it will do, and what there is to know before. */
export function DraftPage({ evaluation }: { evaluation: Evaluation }) {
  const diagnosis = useEvaluations(({ diagnosis }) => diagnosis);
  return (
    <>
      <Header evaluation={evaluation} />
      {diagnosis && (
        <div className="notice page-notice">
          <DiagnosisView diagnosis={diagnosis} />
        </div>
      )}
    </>
  );
}

function Header({ evaluation }: { evaluation: Evaluation }) {
  const { id, name } = evaluation;
  const remove = async () => {
    if (await removeEvaluation(evaluation)) goTo("evaluations");
  };
  return (
    <header className="page-header">
      <div className="row wrap">
        <TitleField
          key={name}
          label={words.nameOf}
          value={name}
          maxLength={titleLimit}
          onChange={(name) => changeDraft({ name })}
        />
        <span className="grow" />
        <Menu
          label={fill(words.menu, { name })}
          className="button square"
          items={[
            { label: words.duplicate, onSelect: () => void repeatEvaluation(id) },
            { label: words.remove, onSelect: () => void remove() },
          ]}
        >
          <Icon of={Ellipsis} />
        </Menu>
      </div>
    </header>
  );
}
