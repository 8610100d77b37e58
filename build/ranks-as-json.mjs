import { pathToFileURL } from "node:url";

const ranksFile = /gpt-tokenizer\/esm\/bpeRanks\/o200k_base\.js$/;

/**
 * Puts the ranks of the tokenizer into a bundle as JSON within a text: as a list of 200,000 literals they take 100 MB of
 * memory and half a second whenever the bundle is started, whether tokens are counted or not.
 */
export const ranksAsJson = () => ({
  name: "ranks-as-json",
  load: {
    filter: { id: ranksFile },
    /** @param {string} id */
    async handler(id) {
      const { default: ranks } = await import(pathToFileURL(id).href);
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(ranks))});`, map: null };
    },
  },
});
