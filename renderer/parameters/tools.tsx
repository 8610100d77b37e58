import { useId, useState } from "react";
import { functionsFault } from "../../preload/parameter-texts.ts";
import { parameterWords as words } from "../../preload/strings/parameters.ts";
import { type GroupProps, isShown } from "./group.ts";
import { JsonText } from "./json-text.tsx";

const example = [
  {
    type: "function",
    function: {
      name: "get_weather",
      description: "The weather at a place now",
      parameters: {
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
        additionalProperties: false,
      },
    },
  },
];

/** What a model may use: tools of the service, and functions that a person answers for. */
export function Tools(group: GroupProps) {
  const { parameters, set } = group;
  const functions = parameters.tools ?? "";
  // Once only: what is emptied does not close while it is written.
  const [isOpen] = useState(
    functions !== "" || parameters.webSearch === true || parameters.codeInterpreter === true,
  );
  if (!hosted.some(({ name }) => isShown(group, name)) && !isShown(group, "tools")) return null;
  return (
    <details className="more-parameters" open={isOpen}>
      <summary>
        <h3>{words.toolsTitle}</h3>
      </summary>
      {hosted.map(
        ({ name, label, hint }) =>
          isShown(group, name) && (
            <Switch
              key={name}
              label={label}
              hint={hint}
              isOn={parameters[name] ?? false}
              onChange={(isOn) => set({ [name]: isOn || undefined })}
            />
          ),
      )}
      {isShown(group, "tools") && (
        <JsonText
          label={words.functions}
          hint={words.functionsHint}
          text={functions}
          fault={functions === "" ? null : functionsFault(functions)}
          limit={500_000}
          example={example}
          onChange={(text) => set({ tools: text || undefined })}
        />
      )}
    </details>
  );
}

/** Tools that the service runs itself. */
const hosted = [
  { name: "webSearch", label: words.webSearch, hint: words.webSearchHint },
  { name: "codeInterpreter", label: words.codeInterpreter, hint: words.codeInterpreterHint },
] as const;

function Switch(props: { label: string; hint: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { label, hint, isOn, onChange } = props;
  const hintId = useId();
  return (
    <div className="hosted-tool">
      <label className="switch">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={hintId}
          onChange={({ target }) => onChange(target.checked)}
        />
        {label}
      </label>
      <p id={hintId} className="hint muted small">
        {hint}
      </p>
    </div>
  );
}
