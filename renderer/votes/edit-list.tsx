import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Edit } from "../../preload/contract/votes.ts";
import { beginningOf } from "../../preload/cut.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { EditDialog } from "./edit-dialog.tsx";
import { remove, useScoreboard } from "./state.ts";

const words = strings.votes.edits;
const { list } = strings.votes;

/** Answers that people made better, newest first. */
export function EditList() {
  const edits = useScoreboard(({ edits }) => edits);
  const [open, setOpen] = useState<Edit | null>(null);
  if (edits.length === 0) return null;
  return (
    <section>
      <h2>{words.list}</h2>
      <table className="votes">
        <thead>
          <tr>
            <th scope="col">{list.when}</th>
            <th scope="col">{words.contestant}</th>
            <th scope="col">{list.prompt}</th>
            <th scope="col">{words.beginning}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {edits.map((edit) => {
            const name = edit.original.contestant.name;
            const time = new Date(edit.at).toLocaleString();
            return (
              <tr key={edit.id}>
                <td className="when">{time}</td>
                <td dir="auto">{name}</td>
                <td className="clip muted" dir="auto">
                  {beginningOf(edit.original.prompt, 200)}
                </td>
                <td className="clip" dir="auto">
                  {beginningOf(edit.text, 200)}
                </td>
                <td>
                  <div className="row end">
                    <button
                      type="button"
                      className="button quiet square"
                      aria-label={fill(words.changeOne, { name, time })}
                      title={words.change}
                      onClick={() => setOpen(edit)}
                    >
                      <Icon of={Pencil} />
                    </button>
                    <button
                      type="button"
                      className="button quiet square"
                      aria-label={fill(words.removeOne, { name, time })}
                      title={words.remove}
                      onClick={() => void remove("edit", edit.id)}
                    >
                      <Icon of={Trash2} />
                    </button>
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {open && (
        <EditDialog
          title={fill(words.titleOne, { name: open.original.contestant.name })}
          text={open.text}
          onSave={(text) => window.assay["edits.change"]({ id: open.id, text })}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}
