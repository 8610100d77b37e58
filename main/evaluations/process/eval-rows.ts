import type { JsonObject } from "../../foundry/json.ts";
import { askedText } from "../../graders/graders.ts";
import { variablesOf } from "../../template.ts";
import { messageField, questionField } from "../shape.ts";
import { questionOf } from "./asked.ts";
import type { Session } from "./session.ts";

/** A row as a run at the service asks it: its fields, among them what is said to the model. */
export interface EvalRowAsked {
  row: number;
  item: JsonObject;
  roles: ("system" | "user" | "assistant")[];
  tools: readonly JsonObject[];
}

/**
 * Rows as a run at the service asks them, with `query` for what they ask where no field is called so. What a run cannot say, such as a picture or the answer of a tool, is null at its
 * place.
 */
export function evalRowsOf(session: Session, rows: readonly number[]): (EvalRowAsked | null)[] {
  const asksQuestion = session.settings.graders.some((grader) =>
    variablesOf(JSON.stringify(grader)).includes("question"),
  );
  return rows.map((row) => {
    const question = questionOf(session, row);
    if (!question) return null;
    const roles: EvalRowAsked["roles"] = [];
    const asked = askedText(question.messages);
    const item: JsonObject = {
      ...{ query: asked, ...question.item, reference: question.reference ?? "" },
      ...(asksQuestion && { [questionField]: asked }),
    };
    for (const [place, { role, content, attachments, toolCalls }] of question.messages.entries()) {
      if (role === "tool" || attachments?.length || toolCalls?.length) return null;
      roles.push(role);
      item[messageField(place)] = content;
    }
    return { row, item, roles, tools: question.tools };
  });
}
