import type { Diagnosis } from "../contract/diagnosis.ts";
import { diagnoses, remedies, unnamed } from "./diagnoses.ts";
import { fill } from "./fill.ts";

/** A diagnosis in words: what happened, why, and what to do, in order. The window and the command line say the same. */
export function explain({ code, parameters, remedies: codes }: Diagnosis): {
  title: string;
  cause: string;
  remedies: string[];
} {
  const named = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value || unnamed]),
  );
  const { title, cause } = diagnoses[code];
  return {
    title: fill(title, named),
    cause: fill(cause, named),
    remedies: codes.map((one) => remedies[one]),
  };
}
