import type { DatasetMethod } from "../../preload/contract/dataset-rules.ts";
import type { Mapping, Shape, ShapeRole } from "../../preload/contract/dataset-shapes.ts";

export type TemplatePart = keyof NonNullable<Mapping["template"]>;

const anyButPairs: readonly DatasetMethod[] = ["supervised", "vision", "reinforcement", "evaluation"];

/** What each shape consists of: the roles that columns have in it, and what its rows can be used for. */
export const shapes: Record<Shape, { roles: readonly ShapeRole[]; methods: readonly DatasetMethod[] }> = {
  messages: { roles: ["messages", "tools", "system", "reference"], methods: anyButPairs },
  prompt_completion: { roles: ["prompt", "context", "completion", "system"], methods: anyButPairs },
  alpaca: { roles: ["instruction", "input", "output", "history", "system"], methods: anyButPairs },
  sharegpt: { roles: ["conversations", "tools", "system"], methods: anyButPairs },
  preference: {
    roles: ["prompt", "context", "chosen", "rejected", "tools", "system"],
    methods: ["preference", "supervised", "reinforcement", "evaluation"],
  },
  grader: {
    roles: ["prompt", "context", "reference", "tools", "system"],
    methods: ["reinforcement", "evaluation"],
  },
  columns: { roles: [], methods: [...anyButPairs, "preference"] },
  text: { roles: [], methods: ["supervised", "reinforcement", "evaluation"] },
};

export const shapeNames = Object.keys(shapes) as Shape[];

/** The parts of a template that make a row for a method. */
export const partsOf = (method: DatasetMethod): TemplatePart[] =>
  method === "preference"
    ? ["system", "user", "chosen", "rejected"]
    : method === "reinforcement"
      ? ["system", "user"]
      : ["system", "user", "assistant"];

/** The roles to choose columns for: those of the shape, and others that a guess has found. */
export const rolesOf = ({ shape, fields }: Mapping): ShapeRole[] => [
  ...new Set([...shapes[shape].roles, ...(Object.keys(fields) as ShapeRole[])]),
];

/** A mapping for another shape: the one that was guessed for it, or one that only a person can complete. */
export function mappingFor(
  shape: Shape,
  now: Mapping,
  guesses: readonly Mapping[],
  columns: readonly string[],
): Mapping {
  const guess = guesses.find((one) => one.shape === shape);
  if (guess) return guess;
  const { methods, roles } = shapes[shape];
  const method = methods.includes(now.method) ? now.method : (methods[0] ?? "supervised");
  const fields = Object.fromEntries(
    roles.filter((role) => columns.includes(role)).map((role) => [role, role]),
  );
  const [user = "", assistant = ""] = columns;
  return {
    shape,
    method,
    fields,
    keep: [],
    ...(shape === "columns" && { template: { user: placeOf(user), assistant: placeOf(assistant) } }),
  };
}

/** What stands for a column's text in a template; empty for no column. */
export const placeOf = (column: string): string => (column === "" ? "" : `{{${column}}}`);

/** A mapping with another column for a role; without one the role has none. */
export function withColumn(mapping: Mapping, role: ShapeRole, column: string): Mapping {
  const others = Object.entries(mapping.fields).filter(([name]) => name !== role);
  return { ...mapping, fields: Object.fromEntries(column === "" ? others : [...others, [role, column]]) };
}
