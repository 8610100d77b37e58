import { TextField } from "../ui/text-field.tsx";
import { seedIn } from "./seed.ts";

/** The number that a random choice follows from. */
export const SeedField = (props: {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}) => <TextField {...props} inputMode="numeric" isWrong={seedIn(props.value) === null} />;
