import type { Article } from "./article.ts";

/** The keys that do something, by where they do it. */
export const keyboardArticle: Article = {
  id: "keyboard",
  title: "Keyboard shortcuts",
  blocks: [
    { text: "On macOS, press ⌘ instead of Ctrl." },
    {
      table: {
        caption: "Everywhere",
        head: ["Keys", "What they do"],
        rows: [
          ["Ctrl+K", "Search or run a command"],
          ["Ctrl+1, Ctrl+2, …", "Go to a section, in the order of the bar on the left"],
          ["Ctrl+N", "Start a conversation"],
          ["Ctrl+Shift+F", "Search conversations"],
          ["Ctrl+,", "Open Settings"],
          ["F1", "Open Help"],
        ],
      },
    },
    {
      table: {
        caption: "Rows of a dataset or an evaluation",
        head: ["Keys", "What they do"],
        rows: [
          ["Up, Down, Page Up, Page Down, Home, End", "Go to another row"],
          ["Shift with these", "Select all rows in between"],
          ["Space", "Select or deselect a row"],
          ["Ctrl+A", "Select all rows that match"],
          ["Enter", "Open the row in full"],
          ["Delete", "Delete the selected rows of a dataset"],
          ["Escape", "Clear the selection and close the row"],
        ],
      },
    },
    {
      table: {
        caption: "A matrix on the embeddings bench",
        head: ["Keys", "What they do"],
        rows: [
          ["Arrow keys", "Go to another pair of texts"],
          ["Page Up, Page Down", "Go up or down by a page"],
          ["Home, End", "Go to the first or last text of the row; with Ctrl, of the matrix"],
        ],
      },
    },
    {
      table: {
        caption: "A row of an evaluation in full",
        head: ["Keys", "What they do"],
        rows: [
          ["Alt+Up, Alt+Down", "Go to the previous or next row"],
          ["1, 2, 3", "While names are hidden: vote for A, for a tie, or for B"],
        ],
      },
    },
  ],
};
