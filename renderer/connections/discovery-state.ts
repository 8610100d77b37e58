import { create } from "zustand";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Discovery } from "../../preload/contract/discovery.ts";

interface DiscoveryView {
  found: Discovery | null;
  /** Whose is being read; null when nothing is. */
  reading: string | null;
  diagnosis: Diagnosis | null;
}

export const useDiscovery = create<DiscoveryView>(() => ({ found: null, reading: null, diagnosis: null }));

/** Follows what is found while it is read. */
export function listenToDiscovery(): void {
  window.assay.on("discovery.changed", (found) => {
    if (useDiscovery.getState().reading === found.accountId) useDiscovery.setState({ found });
  });
}

/** Reads what an account can see, unless that is known or being read; `again`: also when it is known. */
export async function readDiscovery(accountId: string, again = false): Promise<void> {
  const { reading, found } = useDiscovery.getState();
  if (reading === accountId || (!again && found?.accountId === accountId)) return;
  useDiscovery.setState({ reading: accountId, diagnosis: null, found: null });
  const answer = await window.assay["discovery.read"]({ accountId });
  if (useDiscovery.getState().reading !== accountId) return;
  useDiscovery.setState({ reading: null });
  if (answer.ok) useDiscovery.setState({ found: answer.data });
  else if (answer.error.code !== "cancelled") useDiscovery.setState({ diagnosis: answer.error.diagnosis });
}
