import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { MatrixNames, MatrixView } from "../../../../preload/contract/evaluation-results.ts";
import type { EvaluationSettings } from "../../../../preload/contract/evaluation-settings.ts";
import { evaluationResults } from "../../../../preload/strings/evaluation-results.ts";
import { Icon } from "../../../ui/icon.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { Choice } from "../choice.tsx";
import { isFiltered, unfiltered } from "./view.ts";

const words = evaluationResults.matrix;
/** Characters of a search; see the contract. */
const searchLimit = 1000;

const filters = ["all", "changed", "worse", "better", "failed", "ungraded", "noted"] as const;
const sorts = ["row", "score", "difference", "spread"] as const;
const groupings = ["none", "tag", "label"] as const;

/** What a matrix shows, and in which order. */
export function MatrixFilters(props: {
  settings: EvaluationSettings;
  names: MatrixNames;
  view: MatrixView;
  isHeated: boolean;
  onView: (view: MatrixView) => void;
  onHeat: (isHeated: boolean) => void;
  /** What stands at the end of the bar. */
  children: ReactNode;
}) {
  const { settings, names, view, isHeated, onView, onHeat, children } = props;
  const change = (changed: Partial<MatrixView>) => onView({ ...view, ...changed });
  const [isOpen, setOpen] = useState(hasMore(view));
  const panel = useId();
  const orNull = (chosen: string) => (chosen === "" ? null : chosen);
  return (
    <fieldset className="results-bar row wrap" aria-label={words.tools}>
      <SearchField
        label={words.search}
        className="results-search"
        value={view.search}
        limit={searchLimit}
        onSearch={(search) => change({ search })}
      />
      <Choice
        label={words.grader}
        value={view.graderId}
        choices={settings.graders.map(({ id, name }) => [id, name])}
        onChange={(graderId) => change({ graderId })}
      />
      <Choice
        label={words.filter}
        value={view.filter}
        choices={filters
          .filter((one) => view.baseline !== false || (one !== "worse" && one !== "better"))
          .map((one) => [one, words.filters[one]])}
        onChange={(chosen) => change({ filter: filters.find((one) => one === chosen) ?? "all" })}
      />
      <button
        type="button"
        className="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panel : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon of={SlidersHorizontal} size={14} />
        {words.more}
      </button>
      {isFiltered(view) && (
        <button type="button" className="button quiet small" onClick={() => onView(unfiltered(view))}>
          {words.clear}
        </button>
      )}
      {isOpen && (
        <div id={panel} className="matrix-more row wrap">
          {settings.models.length > 1 && (
            <Choice
              label={words.model}
              value={view.modelId ?? ""}
              choices={[
                ["", words.anyModel],
                ...settings.models.map(({ id, name }): [string, string] => [id, name]),
              ]}
              onChange={(chosen) => change({ modelId: orNull(chosen) })}
            />
          )}
          {(names.tags.length > 0 || view.tag !== null) && (
            <Choice
              label={words.tag}
              value={view.tag ?? ""}
              choices={[["", words.anyTag], ...names.tags.map((tag): [string, string] => [tag, tag])]}
              onChange={(chosen) => change({ tag: orNull(chosen) })}
            />
          )}
          {(names.labels.length > 0 || view.label !== null) && (
            <Choice
              label={words.label}
              value={view.label ?? ""}
              choices={[
                ["", words.anyLabel],
                ...names.labels.map((label): [string, string] => [label, label]),
              ]}
              onChange={(chosen) => change({ label: orNull(chosen) })}
            />
          )}
          <Choice
            label={words.sort}
            value={view.sort}
            choices={sorts
              .filter((one) => view.baseline !== false || one !== "difference")
              .map((one) => [one, words.sorts[one]])}
            onChange={(chosen) => change({ sort: sorts.find((one) => one === chosen) ?? "row" })}
          />
          <Check
            label={words.descending}
            isOn={view.isDescending}
            onChange={(isDescending) => change({ isDescending })}
          />
          <Choice
            label={words.group}
            value={view.groupBy}
            choices={groupings.map((one) => [one, words.groups[one]])}
            onChange={(chosen) => change({ groupBy: groupings.find((one) => one === chosen) ?? "none" })}
          />
          <Check label={words.heat} isOn={isHeated} onChange={onHeat} />
        </div>
      )}
      {children}
    </fieldset>
  );
}

/** Whether something is set of what is shown only when it is asked for. */
const hasMore = ({ modelId, tag, label, sort, isDescending, groupBy }: MatrixView): boolean =>
  modelId !== null || tag !== null || label !== null || sort !== "row" || isDescending || groupBy !== "none";

function Check(props: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { label, isOn, onChange } = props;
  return (
    <label className="row small">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
