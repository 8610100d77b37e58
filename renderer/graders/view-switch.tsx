import { graders } from "../../preload/strings/graders.ts";

const views = ["form", "json"] as const;

/** How a grader is written. */
export type GraderView = (typeof views)[number];

/** Chooses between forms and JSON; `label` says of what. */
export function ViewSwitch(props: { label: string; view: GraderView; onView: (view: GraderView) => void }) {
  const { label, view, onView } = props;
  return (
    <fieldset className="row grader-views">
      <legend className="unseen">{label}</legend>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          className="button quiet"
          aria-pressed={view === one}
          onClick={() => onView(one)}
        >
          {graders[one]}
        </button>
      ))}
    </fieldset>
  );
}
