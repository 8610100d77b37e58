import type { EvaluationGrader } from "../../../../../preload/contract/evaluation-graders.ts";
import { evaluationLimits } from "../../../../../preload/contract/evaluation-settings.ts";
import { evaluationFiles } from "../../../../../preload/strings/evaluation-files.ts";
import { asList, asNumber, asObject, asText, type JsonObject } from "../../../../foundry/json.ts";
import { noConnection } from "../../format/head.ts";
import { graderOf } from "../../format/plain-graders.ts";
import type { LeavingOut } from "../left-out.ts";
import { onlyItsScores } from "../only-scores.ts";
import { assertionKinds, type Translated, templateOf } from "./kinds.ts";
import { filledWith, isMoreThanNames } from "./templates.ts";

/** An assertion at its place among those of its type: of all tests it becomes one grader. */
interface Slot {
  id: string;
  type: string;
  name: string;
  weight: number;
  value: unknown;
  threshold: number | null;
  /** Whether tests have other values here, which are then fields of the rows. */
  varies: boolean;
  /** The name of that field. */
  field: string;
}

/** An assertion of a test, and the grader it belongs to. */
export interface PlacedAssertion {
  graderId: string;
  assertion: JsonObject;
}

/** Assertions of a test, those in sets too, in their order. */
export const flatAssertions = (list: unknown): JsonObject[] =>
  asList(list).flatMap((one) => {
    const assertion = asObject(one);
    if (assertion === null) return [];
    return assertion.type === "assert-set" ? flatAssertions(assertion.assert) : [assertion];
  });

/**
 * Gathers the assertions of tests as graders. A value that is the same in all tests is the grader's; where tests differ
 * it is a field of each row.
 */
export function gatherAssertions(leftOut: LeavingOut) {
  const slots = new Map<string, Slot>();
  const tooMany = new Set<string>();

  /** The graders of a test's assertions. What is more than an evaluation takes is left out. */
  const placed = (assertions: readonly JsonObject[]): PlacedAssertion[] => {
    const seen = new Map<string, number>();
    return assertions.flatMap((assertion) => {
      const name = asText(assertion.metric) || asText(assertion.type);
      const kind = JSON.stringify([asText(assertion.type), name]);
      const place = seen.get(kind) ?? 0;
      seen.set(kind, place + 1);
      const key = JSON.stringify([kind, place]);
      const slot = slots.get(key) ?? begin(key, assertion, place === 0 ? name : `${name} ${place + 1}`);
      if (slot === null) return [];
      if (JSON.stringify(slot.value) !== JSON.stringify(assertion.value)) slot.varies = true;
      return [{ graderId: slot.id, assertion }];
    });
  };

  const begin = (key: string, assertion: JsonObject, name: string): Slot | null => {
    // One place is kept for the grader of the whole.
    if (slots.size >= evaluationLimits.graders - 1) {
      if (!tooMany.has(key)) leftOut.add("too_many_graders", name);
      tooMany.add(key);
      return null;
    }
    const number = slots.size + 1;
    const slot: Slot = {
      id: `g${number}`,
      type: asText(assertion.type),
      name,
      weight: Math.min(1000, Math.max(0, asNumber(assertion.weight) ?? 1)),
      value: assertion.value,
      threshold: asNumber(assertion.threshold),
      varies: false,
      field: `promptfoo_expected_${number}`,
    };
    slots.set(key, slot);
    return slot;
  };

  return {
    placed,
    /** The fields of a row by which its graders know what is expected. */
    fieldsOf: (list: readonly PlacedAssertion[], vars: JsonObject): JsonObject => {
      const byId = new Map([...slots.values()].map((slot) => [slot.id, slot]));
      return Object.fromEntries(
        list.flatMap(({ graderId, assertion }) => {
          const slot = byId.get(graderId);
          return slot?.varies ? [[slot.field, renderedValue(assertion.value, vars)]] : [];
        }),
      );
    },
    /** After all tests: each as a grader, and one for the whole where there are several. */
    graders: (passAt: number | null): EvaluationGrader[] => {
      const translated = [...slots.values()].map((slot) => ({ slot, grader: graderIn(slot, leftOut) }));
      const graders = translated.map(
        ({ slot, grader }) => grader ?? onlyItsScores(slot.id, slot.name, slot.type),
      );
      const of = translated.flatMap(({ slot, grader }) => (grader ? [slot] : []));
      if (graders.length < 2 || of.length === 0) return graders;
      const whole = { id: wholeGrader, name: evaluationFiles.whole };
      const isWeighted = passAt !== null || of.some(({ weight }) => weight !== 1);
      const last = isWeighted
        ? graderOf({ ...whole, kind: "weighted", passAt, of: of.map(({ id, weight }) => ({ id, weight })) })
        : graderOf({ ...whole, kind: "all", of: of.map(({ id }) => id) });
      return last ? [...graders, last] : graders;
    },
  };
}

/** The id of the grader of a result as a whole. */
export const wholeGrader = "whole";

/** A value as a row has it: templates in it are filled. */
function renderedValue(value: unknown, vars: JsonObject): unknown {
  return typeof value === "string" ? filledWith(value, vars) : value;
}

function graderIn(slot: Slot, leftOut: LeavingOut): EvaluationGrader | null {
  const isNegated = slot.type.startsWith("not-");
  const type = isNegated ? slot.type.slice(4) : slot.type;
  const translated = translatedBy(type, slot, isNegated);
  if ("refused" in translated) {
    leftOut.add(translated.refused, slot.name);
    return null;
  }
  if (typeof slot.value === "string" && translated.kind !== "script" && isMoreThanNames(slot.value))
    leftOut.add("template", slot.name);
  const { kind, fields, note } = translated;
  const judged = kind === "judge" ? { judge: { connectionId: noConnection, deployment: slot.type } } : {};
  const grader = graderOf({ id: slot.id, name: slot.name, kind, ...judged, ...fields });
  if (grader === null) leftOut.add("criterion", slot.name);
  else if (note) leftOut.add(note, slot.name);
  return grader;
}

function translatedBy(type: string, slot: Slot, isNegated: boolean): Translated {
  if (isOfFile(slot.value)) return { refused: "file" };
  const translate = Object.hasOwn(assertionKinds, type) ? assertionKinds[type] : undefined;
  if (translate === undefined) return { refused: "criterion" };
  const { varies, value, threshold } = slot;
  const template = varies ? `{{item.${slot.field}}}` : templateOf(value);
  return translate({ template, value: varies ? undefined : value, threshold }, isNegated);
}

/** Whether a value names a file, which is never read. */
export const isOfFile = (value: unknown): boolean =>
  typeof value === "string" && /^(?:file:\/\/|package:|https?:\/\/\S+\.(?:js|py|ts)$)/i.test(value.trim());
