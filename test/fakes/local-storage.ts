import { vi } from "vitest";

/** The window's memory as it is at the very first start: empty. Imported before what reads it while it is loaded. */
vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
