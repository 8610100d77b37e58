/** A plain list of rows of equal height, of which only those that can be seen are there. */
declare global {
  interface Window {
    showList(texts: string[]): void;
  }
}

/** Of a row, in pixels. */
export const height = 96;

window.showList = (texts) => {
  const place = document.createElement("div");
  place.id = "list";
  place.style.cssText = "height: 100vh; overflow: auto; position: relative";
  const rows = document.createElement("div");
  rows.style.cssText = `height: ${texts.length * height}px; position: relative`;
  place.append(rows);
  document.body.replaceChildren(place);
  const draw = () => {
    const first = Math.floor(place.scrollTop / height);
    const count = Math.ceil(place.clientHeight / height) + 1;
    rows.replaceChildren(
      ...texts.slice(first, first + count).map((text, index) => {
        const row = document.createElement("div");
        row.textContent = text;
        row.style.cssText = `position: absolute; top: ${(first + index) * height}px; height: ${height}px; overflow: hidden; width: 760px`;
        return row;
      }),
    );
  };
  place.addEventListener("scroll", draw);
  draw();
};
