import "./task-field.css";
import { useState } from "react";
import { taskLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";

const words = strings.votes;

/** What the questions are about, with the tasks that votes were given for before. */
export function TaskField({ task, onChange }: { task: string; onChange: (task: string) => void }) {
  const [typed, setTyped] = useState(task);
  const [known, setKnown] = useState<string[]>([]);
  const readTasks = async () => {
    const answer = await window.assay["votes.tasks"]();
    if (answer.ok) setKnown(answer.data.filter((one) => one !== ""));
  };
  const keep = () => typed.trim() !== task && onChange(typed.trim());
  return (
    <label className="row small">
      {words.task}
      <input
        dir="auto"
        className="task"
        list="tasks"
        maxLength={taskLimit}
        placeholder={words.taskPlaceholder}
        value={typed}
        onFocus={() => void readTasks()}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={keep}
        onKeyDown={({ key }) => key === "Enter" && keep()}
      />
      <datalist id="tasks">
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </label>
  );
}
