import type { EvaluationAgainst, EvaluationSlices } from "../../../preload/contract/evaluation-verdicts.ts";
import type { WorkContext } from "../../processes/messages.ts";
import { againstOf } from "./against.ts";
import { type ChosenRows, chosenCount, writeChosen } from "./chosen-rows.ts";
import { type OfFile, sessionOf } from "./session.ts";
import { type SliceRequest, sliceFieldsOf, slicesOf } from "./slices.ts";
import { type CountedVerdict, type VerdictChoice, verdictOf } from "./verdict.ts";

/** What a process of evaluations can be asked after a run. */
export const verdictWork = {
  verdict: ({
    file,
    isDone,
    ...choice
  }: OfFile & VerdictChoice & { isDone: boolean }): Promise<CountedVerdict> =>
    verdictOf(() => sessionOf(file), choice, isDone),
  slices: ({ file, ...request }: OfFile & SliceRequest): Promise<EvaluationSlices> =>
    slicesOf(() => sessionOf(file), request),
  sliceFields: ({ file }: OfFile): string[] => sliceFieldsOf(sessionOf(file)),
  against: (
    input: OfFile & { other: string; modelId: string; otherModelId: string },
  ): Promise<EvaluationAgainst> =>
    againstOf(
      () => sessionOf(input.file),
      () => sessionOf(input.other),
      input,
    ),
  chosen: ({ file, choice }: OfFile & Pick<ChosenRows, "choice">): Promise<number> =>
    chosenCount(() => sessionOf(file), choice),
  writeChosen: ({ file, ...chosen }: OfFile & ChosenRows, context: WorkContext): Promise<number> =>
    writeChosen(() => sessionOf(file), chosen, context),
};
