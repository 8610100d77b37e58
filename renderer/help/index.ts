import { later } from "../ui/later.tsx";

export { HelpToggle } from "./toggle.tsx";

export const HelpPane = later(async () => (await import("./pane.tsx")).HelpPane);
