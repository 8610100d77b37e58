import { SlidersHorizontal, X } from "lucide-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import type { RowView } from "../../../preload/contract/dataset-rows.ts";
import type { OpenDataset } from "../../../preload/contract/datasets.ts";
import { everyRow } from "../../../preload/every-row.ts";
import { datasetRows } from "../../../preload/strings/dataset-rows.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { Icon } from "../../ui/icon.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { chipsOf, isFiltered, languageName, partName, parts, ruleLabel } from "./view.ts";

const words = datasetRows;
/** Characters of a search; see the contract. */
const searchLimit = 1000;

/** What is searched for and filtered by, and each of it as a chip that can be taken away. */
export function Filters(props: {
  open: OpenDataset;
  view: RowView;
  onView: (view: RowView) => void;
  /** What stands at the end of the bar. */
  children: ReactNode;
}) {
  const { open, view, onView, children } = props;
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const chips = chipsOf(view, open);
  return (
    <>
      <div className="rows-bar row wrap">
        <SearchField
          label={words.search}
          className="rows-search"
          value={view.search}
          limit={searchLimit}
          onSearch={(search) => onView({ ...view, search })}
        />
        <button
          type="button"
          className="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? panel : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon of={SlidersHorizontal} size={14} />
          {words.filter}
        </button>
        {children}
      </div>
      {isOpen && <Fields id={panel} open={open} view={view} onView={onView} />}
      {chips.length > 0 && (
        <ul className="rows-chips row wrap" aria-label={words.filters}>
          {chips.map(({ id, label, without }) => (
            <li key={id}>
              <button
                type="button"
                className="chip"
                aria-label={fill(words.removeChip, { label })}
                onClick={() => onView(without)}
              >
                <span className="clip" dir="auto">
                  {label}
                </span>
                <Icon of={X} size={12} />
              </button>
            </li>
          ))}
          {isFiltered(view) && (
            <li>
              <button
                type="button"
                className="button quiet small"
                onClick={() => onView({ ...everyRow, sort: view.sort, isDescending: view.isDescending })}
              >
                {words.clear}
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function Fields(props: { id: string; open: OpenDataset; view: RowView; onView: (view: RowView) => void }) {
  const { id, open, view, onView } = props;
  const change = (changed: Partial<RowView>) => onView({ ...view, ...changed });
  const rules = open.findings.filter(({ rows, parameters }) => rows > 0 && parameters === null);
  return (
    <fieldset id={id} className="rows-filters" aria-label={words.filters}>
      <Choice
        label={words.filterBy.rule}
        value={view.rule}
        options={[
          ["*", words.anyFinding],
          ...rules.map(({ rule }): [string, string] => [rule, ruleLabel(rule)]),
        ]}
        onChange={(rule) => change({ rule })}
      />
      <Choice
        label={words.filterBy.tag}
        value={view.tag}
        options={open.tags.map(({ tag }) => [tag, tag])}
        onChange={(tag) => change({ tag })}
      />
      <Choice
        label={words.filterBy.part}
        value={view.part}
        options={parts.map((part) => [part, partName(part)])}
        onChange={(part) => change({ part: parts.find((one) => one === part) ?? null })}
      />
      <Choice
        label={words.filterBy.origin}
        value={view.origin === null ? null : String(view.origin)}
        options={open.origins.map(({ number, name }) => [String(number), name])}
        onChange={(number) => change({ origin: number === null ? null : Number(number) })}
      />
      <Choice
        label={words.filterBy.language}
        value={view.language}
        options={open.languages.map(({ language }) => [language, languageName(language)])}
        onChange={(language) => change({ language })}
      />
      <Count
        label={words.filterBy.shortest}
        value={view.shortest}
        onChange={(shortest) => change({ shortest })}
      />
      <Count
        label={words.filterBy.longest}
        value={view.longest}
        onChange={(longest) => change({ longest })}
      />
    </fieldset>
  );
}

function Choice(props: {
  label: string;
  value: string | null;
  options: [value: string, label: string][];
  onChange: (value: string | null) => void;
}) {
  const { label, value, options, onChange } = props;
  const field = useId();
  const isListed = value === null || options.some(([one]) => one === value);
  return (
    <div className="rows-field">
      <label className="small muted" htmlFor={field}>
        {label}
      </label>
      <select
        id={field}
        className="picker"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
      >
        <option value="">{words.all}</option>
        {!isListed && <option value={value}>{value}</option>}
        {options.map(([one, name]) => (
          <option key={one} value={one} dir="auto">
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A number that takes effect when it has been typed. */
function Count(props: { label: string; value: number | null; onChange: (value: number | null) => void }) {
  const { label, value, onChange } = props;
  const field = useId();
  const [text, setText] = useState(value?.toString() ?? "");
  useEffect(() => setText(value?.toString() ?? ""), [value]);
  const take = () => {
    const typed = text.trim() === "" ? null : Math.floor(Number(text));
    if (typed !== null && !(Number.isSafeInteger(typed) && typed >= 0)) setText(value?.toString() ?? "");
    else if (typed !== value) onChange(typed);
  };
  return (
    <div className="rows-field">
      <label className="small muted" htmlFor={field}>
        {label}
      </label>
      <span className="input">
        <input
          id={field}
          type="number"
          min={0}
          step={1}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onBlur={take}
          onKeyDown={({ key }) => key === "Enter" && take()}
        />
      </span>
    </div>
  );
}
