import type { JobState } from "../../preload/contract/tuning-jobs.ts";
import type { TuningMethod } from "../../preload/contract/tuning-plans.ts";
import { tuningJobs } from "../../preload/strings/tuning-jobs.ts";
import { tuningPlans } from "../../preload/strings/tuning-plans.ts";
import type { ListFilter } from "./filter.ts";
import { usePlaces } from "./places.ts";

const words = tuningPlans.filters;
const states = Object.keys(tuningJobs.states) as JobState[];
const methods = Object.keys(tuningJobs.methods) as TuningMethod[];

/** Which plans and jobs are listed. */
export function Filters(props: { filter: ListFilter; onChange: (filter: ListFilter) => void }) {
  const { filter, onChange } = props;
  const places = usePlaces() ?? [];
  return (
    <div id="tuning-filters" className="tuning-filters">
      <Choice
        label={words.connection}
        any={words.anyConnection}
        value={filter.connectionId}
        options={places.filter(({ why }) => why === null).map((one) => [one.connectionId, one.name])}
        onChange={(connectionId) => onChange({ ...filter, connectionId })}
      />
      <Choice
        label={words.state}
        any={words.anyState}
        value={filter.state}
        options={[
          ["draft", tuningPlans.draft],
          ...states.map((state): [JobState, string] => [state, tuningJobs.states[state]]),
        ]}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <Choice
        label={words.method}
        any={words.anyMethod}
        value={filter.method}
        options={methods.map((method): [TuningMethod, string] => [method, tuningJobs.methods[method]])}
        onChange={(method) => onChange({ ...filter, method })}
      />
    </div>
  );
}

function Choice<Value extends string>(props: {
  label: string;
  any: string;
  value: Value | null;
  options: [Value, string][];
  onChange: (value: Value | null) => void;
}) {
  const { label, any, value, options, onChange } = props;
  return (
    <select
      className="picker boxed"
      aria-label={label}
      value={value ?? ""}
      onChange={({ target }) => onChange(options.find(([one]) => one === target.value)?.[0] ?? null)}
    >
      <option value="">{any}</option>
      {options.map(([one, text]) => (
        <option key={one} value={one} dir="auto">
          {text}
        </option>
      ))}
    </select>
  );
}
