// Keys. What a key does is said by the page: `data-key` on the element that it follows, presses, focuses or opens.

import { all, isThere, isTyping, one, unfold } from "./dom";
import { showHelp } from "./help";
import { choose, chosen, findPlace, followPointer, keepPlace, rows, step } from "./rows";

// A sequence such as "g m" is forgotten after this pause.
const PAUSE_MS = 1500;

let begun = "";
let timer = 0;

export function listen(): void {
  followPointer();
  findPlace();
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") leave(event);
    else if (!isTyping(event.target) && !one("dialog[open]") && pressed(event.key)) event.preventDefault();
  });
}

/** Escape leaves a field, and folds what was opened by a key. */
function leave(event: KeyboardEvent): void {
  begun = "";
  const target = event.target;
  if (!(target instanceof HTMLElement) || !isTyping(target)) return;
  const folded = target.closest("details");
  if (folded && one("[data-key]", folded)) folded.open = false;
  target.blur();
}

/** True when the key meant something. */
function pressed(key: string): boolean {
  if (key.length !== 1) return false;
  const sequence = begun ? `${begun} ${key}` : key;
  window.clearTimeout(timer);
  begun = "";
  const target = meant(sequence);
  if (target) {
    act(target);
    return true;
  }
  if (all("[data-key]").some((element) => element.dataset["key"]?.startsWith(`${sequence} `))) {
    begun = sequence;
    timer = window.setTimeout(() => (begun = ""), PAUSE_MS);
    return true;
  }
  if (sequence === "?") return showHelp();
  if (sequence === "j" || sequence === "k") return step(sequence === "j" ? 1 : -1);
  return false;
}

/** The element of a key: in the chosen row, else on the page outside the rows. */
function meant(key: string): HTMLElement | null {
  const named = all(`[data-key="${CSS.escape(key)}"]`).filter(isThere);
  const row = chosen();
  const here = row ? named.find((element) => row.contains(element)) : undefined;
  const found = here ?? named.find((element) => !element.closest("[data-row]"));
  if (found) return found;
  // Nothing is decided about a row that nobody has chosen: the first press chooses it.
  const first = rows()[0];
  if (!row && first && named.length) choose(first);
  return null;
}

function act(target: HTMLElement): void {
  unfold(target);
  if (target.tagName === "SUMMARY" && target.parentElement instanceof HTMLDetailsElement) {
    open(target.parentElement);
  } else if (target instanceof HTMLFormElement) {
    fill(target);
  } else if (isTyping(target)) {
    target.focus();
    if (target instanceof HTMLInputElement) target.select();
  } else if (target.hasAttribute("tabindex")) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  } else {
    keepPlace();
    target.click();
  }
}

/** Send a form that is filled already; else go to its first field. */
function fill(form: HTMLFormElement): void {
  keepPlace();
  if (form.checkValidity()) {
    form.requestSubmit();
    return;
  }
  const fields = all("input:not([type=hidden]), select, textarea", form).filter(isThere);
  fields[0]?.focus();
  fields[0]?.scrollIntoView({ block: "center" });
}

/** Open what a <summary> hides, and begin with its first field. */
function open(details: HTMLDetailsElement): void {
  details.open = true;
  const field = all("input:not([type=hidden]), select, textarea, button", details).find(isThere);
  field?.focus();
  details.addEventListener("submit", keepPlace, { once: true });
}
