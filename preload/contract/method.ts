import type { z } from "zod";

/** One method of the contract: what it takes (parsed in main) and what it gives (typed only). */
export interface Method<Input extends z.ZodType = z.ZodType, Result = unknown> {
  input: Input;
  /** Never set: carries the result's type. */
  readonly result?: Result;
}

/** Declares a method. Input crosses a trust boundary and is parsed; output comes from our own code and is only typed. */
export const method =
  <Result>() =>
  <Input extends z.ZodType>(input: Input): Method<Input, Result> => ({ input });
