// Rows of a table or list, chosen with j and k. The chosen one has the focus on its first link, so that Enter follows it.

import { all, isThere, one } from "./dom";

const KEPT = "dragoman-row";

export function rows(): HTMLElement[] {
  return all("[data-row]").filter(isThere);
}

export function chosen(): HTMLElement | null {
  return one('[data-row][aria-current="true"]');
}

export function choose(row: HTMLElement): void {
  for (const other of all('[data-row][aria-current="true"]')) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  const link = one("a[href], summary", row) ?? row;
  if (link === row && !row.hasAttribute("tabindex")) row.setAttribute("tabindex", "-1");
  link.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** The next row down (1) or up (-1); the first one when none is chosen. False where there are no rows. */
export function step(by: 1 | -1): boolean {
  const every = rows();
  const now = chosen();
  const at = now ? every.indexOf(now) : -1;
  const next = every[at < 0 ? 0 : Math.min(every.length - 1, Math.max(0, at + by))];
  if (next) choose(next);
  return next !== undefined;
}

/** Keep the place in the list over the reload that a decision brings. */
export function keepPlace(): void {
  const now = chosen();
  if (now) sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, id: now.id, at: rows().indexOf(now) }));
}

/** Go back to the kept place: the same row, or the one that has moved up into its stead. */
export function findPlace(): void {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!kept) return;
  const place = JSON.parse(kept) as { path: string; id: string; at: number };
  if (place.path !== location.pathname) return;
  const every = rows();
  const row = every.find((one) => place.id !== "" && one.id === place.id) ?? every[Math.min(place.at, every.length - 1)];
  if (row) choose(row);
}

/** A row that is clicked is the chosen one. */
export function followPointer(): void {
  document.addEventListener("focusin", (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
    if (!row || row === chosen()) return;
    for (const other of all('[data-row][aria-current="true"]')) other.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
  });
}
