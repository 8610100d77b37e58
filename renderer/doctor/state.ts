import { create } from "zustand";
import type { Checkup } from "../../preload/contract/doctor.ts";
import type { Input } from "../../preload/contract/index.ts";
import { goTo } from "../route.ts";

/** What is examined: a connection, or an endpoint that is not connected yet. */
export type Subject = Input<"doctor.examine">;

interface DoctorView {
  /** Whose findings these are; null where the doctor is not shown. */
  of: string | null;
  subject: Subject | null;
  checkup: Checkup | null;
}

export const useDoctor = create<DoctorView>(() => ({ of: null, subject: null, checkup: null }));

/** Follows the stages as they are gone through. */
export function listenToDoctor(): void {
  window.assay.on("doctor.changed", (checkup) => useDoctor.setState({ checkup }));
}

/** Runs the doctor; `of` names the place that shows what it finds. */
export async function runDoctor(of: string, subject: Subject): Promise<void> {
  useDoctor.setState({ of, subject, checkup: null });
  const answer = await window.assay["doctor.examine"](subject);
  if (useDoctor.getState().subject !== subject) return;
  if (answer.ok) useDoctor.setState({ checkup: answer.data });
  // There is nothing to show, as for a connection that has gone: the button comes back.
  else useDoctor.setState({ of: null, subject: null });
}

/** Runs the doctor on a connection, on that connection's page. */
export function examineConnection(id: string): void {
  goTo("integrations", id);
  void runDoctor(id, { connectionId: id });
}

/** Takes the findings away; a run that is under way ends. */
export function closeDoctor(): void {
  void window.assay["doctor.cancel"]();
  useDoctor.setState({ of: null, subject: null, checkup: null });
}
