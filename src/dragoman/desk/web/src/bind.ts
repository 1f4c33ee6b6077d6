// Which key means what on the desk's pages. A page may say otherwise with `data-key`; what it says stays.

import { all, one } from "./dom";

const VIEWS: [key: string, path: string][] = [
  ["g h", "/situation"],
  ["g i", "/incidents"],
  ["g t", "/timeline"],
  ["g m", "/map"],
  ["g p", "/posture"],
  ["g d", "/disagreements"],
  ["g w", "/statements"],
  ["g a", "/actors"],
  ["g s", "/reports"],
  ["g c", "/changes"],
  ["g q", "/queue"],
];

const DECISIONS: [key: string, op: string, help: string][] = [
  ["a", "accept", "accept"],
  ["r", "reject", "reject"],
  ["s", "set", "set a value"],
  ["m", "merge", "merge with another incident"],
  ["x", "keep_apart", "keep apart from another incident"],
  ["p", "split", "part: split a telling off"],
  ["n", "note", "write a note"],
];

// Rows that can be chosen: incidents wherever they stand, and lines of tables that lead somewhere.
const ROWS = "main [data-incident]:not(article), main:not(:has(article.incident)) table.dense tbody tr:has(a), main .dispute:has(h3 a), main .hits > li";

export function bind(): void {
  for (const [key, path] of VIEWS) set(one(`nav.tabs a[href^="${path}"]`), key);
  set(one("#find"), "/", "search the sentences");
  set(one("#filters input, #filters select"), "f", "to the filters");
  set(one(".picture-scroll"), "v", "to the picture: arrows move it");
  for (const [key, op, help] of DECISIONS) {
    for (const form of all(`.forms form[data-op="${op}"], .quick form[data-op="${op}"]`)) set(form, key, help);
  }
  // The decision that was just made, else the newest that is in force.
  const undo = all('form[data-op="undo"]');
  set(undo.find((form) => form.closest(".said-box")) ?? undo.at(-1) ?? null, "u", "undo the last decision");
  set(one("button.copy[data-copy]"), "c", "copy the sentences");
  set(one('a[rel="next"]'), "]", "next page");
  set(one('a[rel="first"]'), "[", "first page");
  for (const row of all(ROWS)) row.dataset["row"] = "";
}

function set(element: HTMLElement | null, key: string, help?: string): void {
  if (!element || element.dataset["key"]) return;
  element.dataset["key"] = key;
  if (help) element.dataset["keyHelp"] ??= help;
}
