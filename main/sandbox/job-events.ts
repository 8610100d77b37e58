import { randomBytes } from "node:crypto";
import type { Metrics } from "./training/trainer.ts";

/** Something that a job tells. */
export interface JobEvent {
  id: string;
  object: "fine_tuning.job.event";
  /** Seconds since the epoch. */
  created_at: number;
  level: "info" | "warn" | "error";
  message: string;
  type: "message" | "metrics";
  data: Metrics | null;
}

/** An event at a time in milliseconds since the epoch. */
export const jobEvent = (
  time: number,
  level: JobEvent["level"],
  message: string,
  data: Metrics | null = null,
): JobEvent => ({
  id: `ftevent-${randomBytes(16).toString("hex")}`,
  object: "fine_tuning.job.event",
  created_at: Math.floor(time / 1000),
  level,
  message,
  type: data === null ? "message" : "metrics",
  data,
});

/** How a step is told: what it measured, and a sentence with the first of it, as seen on Azure. */
export function stepEvent(time: number, step: number, metrics: Metrics): JobEvent {
  const measured = Object.fromEntries(
    Object.entries({ step, ...metrics }).filter(([, value]) => value !== null),
  );
  const told = ["train_loss", "train_reward_mean"].find((name) => measured[name] !== undefined);
  const words = told === "train_loss" ? "training loss" : "training reward";
  const message = told === undefined ? `Step ${step}` : `Step ${step}: ${words}=${measured[told]}`;
  return jobEvent(time, "info", message, measured);
}
