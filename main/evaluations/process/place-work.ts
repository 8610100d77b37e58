import type { EvaluationGrader } from "../../../preload/contract/evaluation-graders.ts";
import type { GraderTwin } from "../../../preload/contract/evaluation-plans.ts";
import type { SchemaFault } from "../../../preload/contract/evaluations.ts";
import type { GraderFault } from "../../../preload/contract/graders.ts";
import { withPauses } from "../../pauses.ts";
import type { WorkContext } from "../../processes/messages.ts";
import type { Counts, EndedAnswer } from "../shape.ts";
import { type WriteBatches, type WrittenBatches, writeBatches } from "./batch-file.ts";
import { type EvalRowAsked, evalRowsOf } from "./eval-rows.ts";
import { faultsOf } from "./faults.ts";
import type { PlacedGrade } from "./grading.ts";
import { unsentIn } from "./left.ts";
import { type PilotFacts, pilotFacts } from "./pilot.ts";
import { schemaFaultOf } from "./schema-fault.ts";
import { dropSent, keepSent, type Sent, sentOf } from "./sent.ts";
import { type OfFile, sessionOf } from "./session.ts";
import { acceptTwins, compareTwins, type TwinsStand, twinsOf, twinsStand } from "./twins.ts";
import { putAnswers } from "./writing.ts";

/** What a process can be asked before an evaluation starts, and where it runs elsewhere. */
export const placeWork = {
  /** What the service was given to do by itself. */
  sent: ({ file }: OfFile): Sent[] => sentOf(sessionOf(file)),
  keepSent: ({ file, sent }: OfFile & { sent: Sent }): void => keepSent(sessionOf(file), sent),
  dropSent: ({ file, name }: OfFile & { name: string }): void => dropSent(sessionOf(file), name),
  /** How many rows and repeats of a model have no answer and are not under way. */
  unsent: async ({ file, model }: OfFile & { model: number }): Promise<number> =>
    (await withPauses(unsentIn(() => sessionOf(file), model))).length / 2,
  /** Writes these as lines of batches. */
  batches: async (
    { file, ...asked }: OfFile & Omit<WriteBatches, "places">,
    context: WorkContext,
  ): Promise<WrittenBatches> => {
    const open = () => sessionOf(file);
    const places = await withPauses(unsentIn(open, asked.model));
    return writeBatches(open, { ...asked, places }, context);
  },
  evalRows: ({ file, rows }: OfFile & { rows: number[] }): (EvalRowAsked | null)[] =>
    evalRowsOf(sessionOf(file), rows),
  /** Answers that the service has graded. The first of them are graded here as well, to see whether the graders agree. */
  putThere: ({
    file,
    answers,
    grades,
  }: OfFile & { answers: EndedAnswer[]; grades: PlacedGrade[][] }): Counts => {
    const session = sessionOf(file);
    compareTwins(session, answers, grades);
    return putAnswers(session, answers, grades);
  },
  twins: ({ file }: OfFile): GraderTwin[] | null => twinsOf(sessionOf(file)),
  twinsStand: ({ file }: OfFile): TwinsStand => twinsStand(sessionOf(file)),
  acceptTwins: ({ file }: OfFile): void => acceptTwins(sessionOf(file)),
  faults: (input: {
    graders: EvaluationGrader[];
    fields: string[] | null;
    without: number[];
  }): GraderFault[] => faultsOf(input.graders, input.fields, input.without),
  schemaFault: (input: { schema: string; answer: string | null }): SchemaFault | null =>
    schemaFaultOf(input.schema, input.answer),
  /** What its answers tell of those to come. */
  pilot: ({ file }: OfFile): Promise<PilotFacts> => withPauses(pilotFacts(() => sessionOf(file))),
};
