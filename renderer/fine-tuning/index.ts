import { later } from "../ui/later.tsx";

/** The rows that the model of an answer was trained on, as a fact with its links. */
export const TrainedOn = later(async () => (await import("./tuned/trained-on.tsx")).TrainedOn);
