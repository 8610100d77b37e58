import { useEffect, useState } from "react";
import { schemaTextFault } from "../../preload/parameter-texts.ts";
import { fill } from "../../preload/strings/fill.ts";
import { parameterWords as words } from "../../preload/strings/parameters.ts";
import { type GroupProps, isShown } from "./group.ts";
import { JsonText } from "./json-text.tsx";
import { SelectParameter } from "./select-parameter.tsx";

type Form = "text" | "json" | "schema";

/** What an answer looks like, and whether somebody waits for it. */
export function AnswerForm(group: GroupProps) {
  const { parameters, taken, set } = group;
  const { responseFormat, jsonSchema, background } = parameters;
  const [isWriting, setWriting] = useState(jsonSchema !== undefined);
  const form = isWriting || jsonSchema !== undefined ? "schema" : responseFormat;
  const forms = (["text", "json", "schema"] as const).filter((one) =>
    one === "schema"
      ? taken?.has("jsonSchema")
      : taken === null || (taken.has("responseFormat") && !taken.refuses("responseFormat")),
  );
  const choose = (next: Form | undefined) => {
    setWriting(next === "schema");
    set({ responseFormat: next === "schema" ? undefined : next, jsonSchema: undefined });
  };
  const hasForm = form !== undefined || forms.length > 0;
  const hasVerbosity = isShown(group, "verbosity");
  const hasBackground = isShown(group, "background");
  if (!hasForm && !hasVerbosity && !hasBackground) return null;
  return (
    <>
      <h3>{words.answerTitle}</h3>
      {hasVerbosity && (
        <SelectParameter
          label={words.verbosity}
          value={parameters.verbosity}
          values={["low", "medium", "high"] as const}
          words={words.verbosities}
          onChange={(verbosity) => set({ verbosity })}
        />
      )}
      {hasForm && (
        <SelectParameter
          label={words.form}
          value={form}
          values={forms}
          words={words.forms}
          onChange={choose}
        />
      )}
      {form === "schema" && (
        <Schema text={jsonSchema ?? ""} onChange={(text) => set({ jsonSchema: text || undefined })} />
      )}
      {hasBackground && (
        <SelectParameter
          label={words.background}
          value={background === undefined ? undefined : background ? "always" : "never"}
          values={["always", "never"] as const}
          words={words.backgroundWays}
          usual={words.backgroundWays.auto}
          hint={words.backgroundHint}
          onChange={(way) => set({ background: way && way === "always" })}
        />
      )}
    </>
  );
}

const example = {
  type: "object",
  properties: {
    title: { type: "string", description: "A few words" },
    points: { type: "array", items: { type: "string" } },
  },
  required: ["title", "points"],
  additionalProperties: false,
};

/** Milliseconds without a key before a schema is tried. */
const pause = 250;

/** A schema as its text. What is no JSON is said at once, what is no schema once it was tried. */
function Schema({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const notation = text === "" ? null : schemaTextFault(text);
  const [unusable, setUnusable] = useState<string | null>(null);
  useEffect(() => {
    setUnusable(null);
    if (text === "" || notation !== null) return;
    let isOld = false;
    const timer = setTimeout(async () => {
      const answer = await window.assay["evaluations.schemaFault"]({ schema: text, answer: null });
      if (!isOld && answer.ok)
        setUnusable(answer.data && fill(words.faults.schema, { why: answer.data.why }));
    }, pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, notation]);
  return (
    <JsonText
      label={words.schema}
      hint={words.schemaHint}
      text={text}
      fault={notation ?? unusable}
      limit={100_000}
      example={example}
      onChange={onChange}
    />
  );
}
