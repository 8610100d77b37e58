import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromVotes } from "../../../../main/datasets/from/votes.ts";
import { openDatabase } from "../../../../main/storage/database.ts";
import { openVotes, type WholeVote } from "../../../../main/votes/store.ts";
import { createVotes } from "../../../../main/votes/votes.ts";
import { temporaryProfiles } from "../../profile.ts";
import { known, nobody } from "../../runs/nobody.ts";
import { judgedAnswer, split } from "./reading.ts";

const profile = temporaryProfiles();
const blind = { task: null, onlyBlind: true };

function open(...votes: Partial<WholeVote>[]) {
  const store = openVotes(openDatabase(join(profile(), "assay.db")));
  for (const [at, vote] of votes.entries())
    store.putVote({
      id: `v${at}`,
      sourceId: null,
      task: "",
      isBlind: true,
      outcome: "better",
      better: "b",
      answers: [judgedAnswer("a"), judgedAnswer("b")],
      at,
      ...vote,
    });
  const parts = { ...known, model: () => null, comparison: nobody, series: { get: nobody, runs: nobody } };
  return { store, votes: createVotes({ ...parts, store, emit: () => {} }) };
}

it("a blind vote becomes a pair with the winner preferred, under the prompts it was about", () => {
  const { votes } = open({ task: "Physics" });
  expect(split(fromVotes(votes, blind))).toEqual({
    rows: [
      {
        origin: { kind: "vote", id: "v0", title: "Why is the sky blue?" },
        tags: ["Physics"],
        value: {
          input: {
            messages: [
              { role: "system", content: "Be brief." },
              { role: "user", content: "Why is the sky blue?" },
            ],
          },
          preferred_output: [{ role: "assistant", content: "By b" }],
          non_preferred_output: [{ role: "assistant", content: "By a" }],
        },
      },
    ],
    leftOut: [],
  });
});

describe("a vote is left out, and told why", () => {
  it.each<[string, Partial<WholeVote>]>([
    ["tie", { outcome: "tie", better: null }],
    ["bothBad", { outcome: "both_bad", better: null }],
    ["open", { isBlind: false }],
    ["same", { answers: [judgedAnswer("a", { text: "Dust" }), judgedAnswer("b", { text: "Dust" })] }],
    ["prompts", { answers: [judgedAnswer("a", { prompt: "Why?" }), judgedAnswer("b")] }],
    ["instructions", { answers: [judgedAnswer("a", { systemPrompt: "" }), judgedAnswer("b")] }],
    ["cut", { answers: [judgedAnswer("a"), judgedAnswer("b", { end: "length" })] }],
    ["failed", { answers: [judgedAnswer("a", { end: "failed" }), judgedAnswer("b")] }],
    ["empty", { answers: [judgedAnswer("a", { text: "" }), judgedAnswer("b")] }],
  ])("%s", (why, vote) => {
    expect(split(fromVotes(open(vote).votes, blind))).toEqual({ rows: [], leftOut: [why] });
  });
});

it("an answer may lose because it was cut", () => {
  const cut = judgedAnswer("a", { end: "length" });
  expect(split(fromVotes(open({ answers: [cut, judgedAnswer("b")] }).votes, blind)).rows).toHaveLength(1);
});

it("open votes count where they are wanted, and of one task only its own", () => {
  const { votes } = open({ isBlind: false, task: "Law" }, { task: "Physics" });
  const tags = (task: string | null) =>
    split(fromVotes(votes, { task, onlyBlind: false })).rows.map((row) => row.tags);
  expect(tags(null)).toEqual([["Physics"], ["Law"]]);
  expect(tags("Law")).toEqual([["Law"]]);
});

it("a vote that is taken back while others are read is passed over", () => {
  const { votes, store } = open({}, {});
  const reading = fromVotes(votes, blind);
  expect(reading.next().value).toHaveProperty("text");
  store.setVoteRemoved("v0", true);
  expect(reading.next().done).toBe(true);
});
