import { useEffect, useState } from "react";
import type { ChatParameters, ParameterNote } from "../../preload/contract/conversations.ts";
import { everyParameter, isAboutParameter, parameterNames } from "../../preload/sent-parameters.ts";
import type { Place } from "./changes.tsx";

type Name = keyof ChatParameters;

/** The ways in which a model of Claude may think, each with the value of the parameter; a budget begins with its own. */
export const thinkingValues = { adaptive: "adaptive", budget: 8192, off: "off" } as const;
export type ThinkingWay = keyof typeof thinkingValues;
const thinkingWays = Object.keys(thinkingValues) as ThinkingWay[];

/** What a deployment is sent of the parameters, as far as is known before. */
export interface Taken {
  /** Whether the API that it speaks has a parameter. */
  has(name: Name): boolean;
  /** Whether its model refuses a parameter. */
  refuses(name: Name): boolean;
  thinking: readonly ThinkingWay[];
}

/** What was told of each place last: shown until it is told anew. */
const told = new Map<string, Taken>();

/** What is sent to a place; null until that is known. Asks again where the place speaks something else than before. */
export function useTaken(place: Place | null, speaks: string): Taken | null {
  const key = place && JSON.stringify([place.connectionId, place.deployment, speaks]);
  const [taken, setTaken] = useState<Taken | null>(null);
  useEffect(() => {
    let isOld = false;
    setTaken(key === null ? null : (told.get(key) ?? null));
    if (key === null) return;
    const [connectionId, deployment] = JSON.parse(key);
    void takenBy({ connectionId, deployment }).then((answer) => {
      if (isOld || answer === null) return;
      told.set(key, answer);
      setTaken(answer);
    });
    return () => {
      isOld = true;
    };
  }, [key]);
  return taken;
}

/** What requests with every parameter would leave out. A schema hides the form of the answer, so one goes without it. */
async function takenBy(place: Place): Promise<Taken | null> {
  const ways = await Promise.all(
    thinkingWays.map((way) => droppedOf(place, { ...everyParameter, thinking: thinkingValues[way] })),
  );
  const { jsonSchema: _, ...others } = everyParameter;
  const all = [...ways, await droppedOf(place, others)];
  if (all.includes(null)) return null;
  const dropped = all.flatMap((notes) => notes ?? []).filter(({ value }) => value === undefined);
  const isDropped = (name: Name, because: ParameterNote["because"]) =>
    dropped.some((note) => note.parameter === parameterNames[name] && note.because === because);
  return {
    has: (name) => !isDropped(name, "dialect"),
    refuses: (name) => isDropped(name, "model"),
    thinking: thinkingWays.filter(
      (_, at) => !ways[at]?.some(({ parameter }) => parameter === parameterNames.thinking),
    ),
  };
}

type Dropped = Extract<ParameterNote, { kind: "parameter_dropped" }>;

/** What a request with these would leave out; null where that cannot be told. */
async function droppedOf(place: Place, parameters: ChatParameters): Promise<Dropped[] | null> {
  const { connectionId, deployment } = place;
  const answer = await window.assay["chat.changes"]({ connectionId, deployment, parameters });
  if (!answer.ok) return null;
  return answer.data.filter(isAboutParameter).filter((note) => note.kind === "parameter_dropped");
}
