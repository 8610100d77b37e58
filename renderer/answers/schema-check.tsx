import { useEffect, useState } from "react";
import type { MessageEnd } from "../../preload/contract/conversations.ts";
import type { SchemaFault } from "../../preload/contract/evaluations.ts";
import { jsonFault } from "../../preload/parameter-texts.ts";
import { fill } from "../../preload/strings/fill.ts";
import { parameterWords as words } from "../../preload/strings/parameters.ts";

/** Whether an answer keeps to the JSON schema that it was asked with, or what does not; nothing where it was asked with none, or says none. */
export function SchemaCheck(props: { schema: string | undefined; text: string; end: MessageEnd | null }) {
  const { schema, text, end } = props;
  const isCut = end === "length";
  if (schema === undefined || text === "" || !(isCut || end === "stop")) return null;
  return <Checked schema={schema} text={text} isCut={isCut} />;
}

function Checked({ schema, text, isCut }: { schema: string; text: string; isCut: boolean }) {
  const why = jsonFault(text);
  const fault = useFault(schema, why === null ? text : null);
  if (why !== null)
    return <p className="status warn small">{isCut ? words.cut : fill(words.broken, { why })}</p>;
  if (fault === undefined) return null;
  return fault === null ? (
    <p className="status ok small">{words.kept}</p>
  ) : (
    <p className="status warn small">{fill(words[fault.kind], { why: fault.why })}</p>
  );
}

/** What is wrong with an answer by a schema; undefined while that is not known, or where nothing is to be looked at. */
function useFault(schema: string, answer: string | null): SchemaFault | null | undefined {
  const [fault, setFault] = useState<SchemaFault | null>();
  useEffect(() => {
    let isOld = false;
    setFault(undefined);
    if (answer !== null)
      void window.assay["evaluations.schemaFault"]({ schema, answer }).then(
        (told) => !isOld && told.ok && setFault(told.data),
      );
    return () => {
      isOld = true;
    };
  }, [schema, answer]);
  return fault;
}
