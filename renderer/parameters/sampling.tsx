import { strings } from "../../preload/strings/en.ts";
import { TextArea } from "../ui/text-area.tsx";
import { type GroupProps, isShown } from "./group.ts";
import { type Bounds, NumberParameter } from "./number-parameter.tsx";

const words = strings.chat.options;

/** How words are chosen, and when the answer ends. */
export function Sampling(group: GroupProps) {
  const { parameters, taken, set } = group;
  const isThere = (name: keyof typeof parameters) => taken === null || isShown(group, name);
  const shown = numbers.filter(({ name }) => isThere(name));
  if (shown.length === 0 && !isThere("stop")) return null;
  return (
    <>
      <h3>{words.parameters}</h3>
      {shown.map(({ name, bounds }) => (
        <NumberParameter
          key={name}
          label={words[name]}
          bounds={bounds}
          value={parameters[name]}
          isRefused={taken?.refuses(name) ?? false}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
      {isThere("stop") && <Stop value={parameters.stop ?? []} onChange={(stop) => set({ stop })} />}
    </>
  );
}

interface NumberField {
  name: "temperature" | "topP" | "maxTokens" | "presencePenalty" | "frequencyPenalty" | "seed";
  bounds: Bounds;
}

/** Bounds of the Azure OpenAI REST reference. */
const numbers: NumberField[] = [
  { name: "temperature", bounds: { min: 0, max: 2, step: "any" } },
  { name: "topP", bounds: { min: 0, max: 1, step: "any" } },
  { name: "maxTokens", bounds: { min: 1, step: 1 } },
  { name: "presencePenalty", bounds: { min: -2, max: 2, step: "any" } },
  { name: "frequencyPenalty", bounds: { min: -2, max: 2, step: "any" } },
  { name: "seed", bounds: { step: 1 } },
];

function Stop({ value, onChange }: { value: string[]; onChange: (value: string[] | undefined) => void }) {
  return (
    <TextArea
      label={words.stop}
      isCode
      rows={2}
      defaultValue={value.join("\n")}
      onText={(text) => {
        const lines = text.split("\n").filter((line) => line !== "");
        onChange(lines.length === 0 ? undefined : lines.slice(0, 4));
      }}
    />
  );
}
