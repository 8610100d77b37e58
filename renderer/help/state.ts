import { create } from "zustand";
import { goTo, readAddress } from "../route.ts";
import { showHelpBy } from "../ui/help-link.tsx";

interface HelpState {
  /** Whether the pane beside the connection form is open. */
  isOpen: boolean;
  /** The article in the pane; null shows the topics. */
  articleId: string | null;
  /** What is searched for, in the pane and on the page. */
  query: string;
  /** The search is to take the focus. */
  asked: boolean;
  /** The article that is to take the focus. */
  opened: string | null;
}

/** What the button of the pane says that it opens. */
export const paneId = "help-pane";
const rememberedAs = "help";

export const useHelp = create<HelpState>(() => ({
  isOpen: localStorage.getItem(rememberedAs) !== "closed",
  articleId: null,
  query: "",
  asked: false,
  opened: null,
}));

/** Opens or closes the pane beside the connection form, and remembers it. */
export function showPane(isOpen: boolean): void {
  localStorage.setItem(rememberedAs, isOpen ? "open" : "closed");
  useHelp.setState({ isOpen });
}

/**
 * Shows an article, or the topics with the search in focus: beside the connection form where that is on the screen, else
 * on the help's own page.
 */
export function openHelp(articleId: string | null = null): void {
  const { section } = readAddress(window.location.hash);
  if (section === "integrations") {
    showPane(true);
    useHelp.setState({ articleId });
  } else if (articleId !== null || section !== "help") {
    goTo("help", articleId);
  }
  useHelp.setState(articleId === null ? { asked: true } : { opened: articleId, query: "" });
}

showHelpBy(openHelp);
