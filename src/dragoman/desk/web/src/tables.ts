// Tables: sorted here when all their rows are here, else by the link in the head. Evidence copied with one press.

import { all, make } from "./dom";

export function sorting(): void {
  // Where there are more pages, a page cannot put the whole in order.
  if (document.querySelector('a[rel="next"], a[rel="first"]')) return;
  for (const table of all<HTMLTableElement>("main table.dense")) {
    const heads = all<HTMLTableCellElement>("thead th", table);
    for (const [column, head] of heads.entries()) {
      const link = head.querySelector("a");
      link?.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        if (![...(table.tBodies[0]?.rows ?? [])].every((row) => row.cells[column]?.dataset["value"] !== undefined)) return;
        event.preventDefault();
        const falling = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) {
          other.removeAttribute("aria-sort");
          other.querySelector("a > span[aria-hidden]")?.remove();
        }
        link.append(make("span", { "aria-hidden": "true" }, falling ? " ▾" : " ▴"));
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        sort(table, column, falling);
        history.replaceState(history.state, "", turned(link.href, falling));
      });
    }
  }
}

/** The address of the order that is now shown: `-` before the column's name is falling. */
function turned(address: string, falling: boolean): string {
  const target = new URL(address);
  const name = target.searchParams.get("sort")?.replace(/^-/, "");
  if (name) target.searchParams.set("sort", falling ? `-${name}` : name);
  return target.href;
}

function sort(table: HTMLTableElement, column: number, falling: boolean): void {
  const body = table.tBodies[0];
  if (!body) return;
  const value = (row: HTMLTableRowElement): string => {
    const cell = row.cells[column];
    return (cell?.dataset["value"] ?? cell?.textContent ?? "").trim();
  };
  const rows = [...body.rows].map((row) => ({ row, value: value(row) }));
  const numeric = rows.every((item) => item.value === "" || !Number.isNaN(Number(item.value)));
  rows.sort((a, b) => {
    // What nobody told is last, whichever way the rest goes.
    if (a.value === "" || b.value === "") return Number(a.value === "") - Number(b.value === "");
    const order = numeric ? Number(a.value) - Number(b.value) : a.value.localeCompare(b.value, "en");
    return falling ? -order : order;
  });
  body.append(...rows.map((item) => item.row));
}

/** Sentences with the addresses of where they stand, one paragraph each; other text as it is. */
function quoted(source: HTMLElement): string {
  const quotes = all("blockquote", source);
  if (!quotes.length) return source.innerText;
  return quotes
    .map((quote) => {
      const words = quote.querySelector("bdi")?.textContent?.trim() ?? "";
      const places = all<HTMLAnchorElement>("a[href]", quote).map((link) => link.href);
      return [`“${words}”`, ...places].join("\n");
    })
    .join("\n\n");
}

export function copying(): void {
  for (const button of all<HTMLButtonElement>("button[data-copy]")) {
    const source = document.getElementById(button.dataset["copy"] ?? "");
    if (!source) continue;
    button.hidden = false;
    const words = button.textContent ?? "";
    button.addEventListener("click", () => {
      const text = quoted(source);
      void navigator.clipboard.writeText(text).then(
        () => (button.textContent = "Copied"),
        () => (button.textContent = "Not copied: the browser forbids it"),
      );
      window.setTimeout(() => (button.textContent = words), 2000);
    });
  }
}
