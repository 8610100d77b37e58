import { expect, it } from "vitest";
import { type Feature, handlersOf, type MethodsOf } from "../../main/feature.ts";

const cancel = () => {};

it("a feature's handlers are exactly its methods: a missing one and a surplus one do not compile", () => {
  const whole: Feature<MethodsOf<"discovery">> = {
    service: null,
    handlers: {
      "discovery.read": () => ({}) as never,
      "discovery.directories": () => [],
      "discovery.cancel": cancel,
    },
  };
  const missing: Feature<MethodsOf<"discovery">> = {
    service: null,
    // @ts-expect-error One of its methods has no handler.
    handlers: { "discovery.cancel": cancel },
  };
  const surplus: Feature<MethodsOf<"discovery">> = {
    service: null,
    handlers: {
      "discovery.read": () => ({}) as never,
      "discovery.directories": () => [],
      "discovery.cancel": cancel,
      // @ts-expect-error It is no method of the contract.
      "discovery.stop": cancel,
    },
  };
  // @ts-expect-error No method begins so, hence nothing has to be handled.
  const misspelt: Feature<MethodsOf<"discoveries">> = {
    service: null,
    handlers: { "discovery.cancel": cancel },
  };
  expect([whole, missing, surplus, misspelt].map(({ handlers }) => Object.keys(handlers).length)).toEqual([
    3, 1, 4, 1,
  ]);
});

it("the handlers of features together are typed as all of them", () => {
  const one: Feature<"doctor.cancel"> = { service: null, handlers: { "doctor.cancel": cancel } };
  const other: Feature<"discovery.cancel"> = { service: null, handlers: { "discovery.cancel": cancel } };
  const both = handlersOf([one, other] as const);
  const typed: Record<"doctor.cancel" | "discovery.cancel", unknown> = both;
  // @ts-expect-error Nobody has brought this one.
  const untyped: Record<"series.pause", unknown> = both;
  expect(Object.keys(typed)).toEqual(Object.keys(untyped));
  expect(() => handlersOf([one, one] as const)).toThrow("the same method");
});
