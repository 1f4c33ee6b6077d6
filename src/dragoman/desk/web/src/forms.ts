// Filters that send themselves, and reports dropped on the page.

import { all, one } from "./dom";

const PAUSE_MS = 350;
const KEPT = "dragoman-field";

/** Forms of filters: only what is filled goes into the address; a change sends it; the field keeps the focus. */
export function filters(): void {
  for (const form of all<HTMLFormElement>("form.filters")) {
    let timer = 0;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      window.clearTimeout(timer);
      location.assign(address(form));
    });
    form.addEventListener("change", (event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) sessionStorage.setItem(KEPT, field.name);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => form.requestSubmit(), PAUSE_MS);
    });
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    const field = kept ? form.elements.namedItem(kept) : null;
    if (field instanceof HTMLElement) field.focus({ preventScroll: true });
  }
}

/** A box that stays ticked from page to page, for as long as the tab is open. */
export function keeping(): void {
  for (const box of all<HTMLInputElement>("input[data-keep]")) {
    const name = `dragoman-${box.dataset["keep"] ?? ""}`;
    box.checked = sessionStorage.getItem(name) === "yes";
    box.addEventListener("change", () => sessionStorage.setItem(name, box.checked ? "yes" : "no"));
  }
}

/** Who decides is asked once: when the first decision is sent. What was filled in is sent after it. */
export function naming(): void {
  const asking = one<HTMLFormElement>('form[data-op="name"]');
  const name = asking ? one<HTMLInputElement>("input[name=by]", asking) : null;
  if (!asking || !name) return;
  let waiting: HTMLFormElement | null = null;
  for (const form of all<HTMLFormElement>('form[action="/review"]')) {
    form.addEventListener("submit", (event) => {
      const by = one<HTMLInputElement>("input[name=by]", form);
      if (!by || by.value) return;
      by.value = name.value.trim();
      if (by.value) return;
      event.preventDefault();
      waiting = form;
      const told = one("[role=status]", asking);
      if (told) told.textContent = "Say who decides: then it is recorded.";
      name.focus();
      name.scrollIntoView({ block: "center" });
    });
  }
  asking.addEventListener("submit", (event) => {
    if (!waiting) return;
    event.preventDefault();
    waiting.requestSubmit();
  });
}

function address(form: HTMLFormElement): string {
  const target = new URL(form.action, location.href);
  const words = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "");
  target.search = new URLSearchParams(words).toString();
  return target.href;
}

/** A file that is dropped anywhere on the page goes into the form for it. */
export function drops(): void {
  const form = one<HTMLFormElement>('form[data-op="add"]');
  const field = form ? one<HTMLInputElement>("input[type=file]", form) : null;
  if (!form || !field) return;
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    event.preventDefault();
    form.classList.remove("dropping");
    field.files = files;
    form.requestSubmit();
  });
}
